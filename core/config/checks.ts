import { allowedOriginsAreOrigins, publicUrlIsHttps, publicUrlIsRoot } from './checks/addresses.ts';
import { crisisIsSaidAgain, crisisReachesSomebody, everyAskIsAlerted } from './checks/alerts.ts';
import type { Check } from './checks/check.ts';
import { greetingCanBePlayed } from './checks/greeting.ts';
import {
  alertHoursExist,
  digestHasMorning,
  digestHoursExist,
  lineHoursExist,
  staffHoursExist,
} from './checks/hours-names.ts';
import {
  alertTargetsExist,
  alertTargetsHaveAddresses,
  alertTargetsHaveSettings,
  noTextsToLiftedPhones,
} from './checks/people.ts';
import {
  blockedAreStrangers,
  linesAreDistinct,
  linesAreNotStaff,
  staffPhonesAreDistinct,
} from './checks/phones.ts';
import { legalIsNamed, secretsAreElsewhere } from './checks/prudence.ts';
import { savedRepliesAreInEveryLanguage, savedRepliesFitAnybody } from './checks/replies.ts';
import {
  liftedLegsAreShort,
  ringAfterHoursHasTargets,
  ringPlansAreShort,
  ringTargetsCanRing,
} from './checks/ring.ts';
import {
  alertsMayHint,
  hostHintsNothing,
  hostMayHint,
  senderHintsNothing,
  senderMayHint,
} from './checks/secrecy.ts';
import { senderIsPlain, textsFitTwoSegments } from './checks/segments.ts';
import { overridesAreUsed, overridesKeepPlaces, overridesKeepRules } from './checks/sentences.ts';

/** Every check between parts of a file. What a single value may be is in schema.ts. */
export const CHECKS: readonly Check[] = [
  senderIsPlain,
  senderHintsNothing,
  senderMayHint,
  hostHintsNothing,
  hostMayHint,
  alertsMayHint,
  publicUrlIsHttps,
  publicUrlIsRoot,
  allowedOriginsAreOrigins,
  legalIsNamed,
  secretsAreElsewhere,
  lineHoursExist,
  linesAreDistinct,
  linesAreNotStaff,
  staffPhonesAreDistinct,
  ringTargetsCanRing,
  ringPlansAreShort,
  ringAfterHoursHasTargets,
  liftedLegsAreShort,
  greetingCanBePlayed,
  alertTargetsExist,
  alertTargetsHaveAddresses,
  alertTargetsHaveSettings,
  alertHoursExist,
  staffHoursExist,
  digestHoursExist,
  digestHasMorning,
  noTextsToLiftedPhones,
  everyAskIsAlerted,
  crisisReachesSomebody,
  crisisIsSaidAgain,
  blockedAreStrangers,
  overridesAreUsed,
  overridesKeepPlaces,
  overridesKeepRules,
  textsFitTwoSegments,
  savedRepliesFitAnybody,
  savedRepliesAreInEveryLanguage,
];
