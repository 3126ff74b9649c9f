/** What the account itself is like, and what carriers have registered of it. Words as Twilio's API has them. */
export interface AccountState {
  name: string;
  status: 'active' | 'suspended' | 'closed';
  type: 'Full' | 'Trial';
  services: MessagingService[];
  /** Toll-free numbers that were sent in for verification, oldest first. */
  verifications: { number: string; status: string }[];
}

/** A messaging service: its numbers share a sender's registration, and where texts to them go. */
export interface MessagingService {
  sid: string;
  name: string;
  numbers: string[];
  /** null: texts to its numbers are dropped, unless each number's own address counts. */
  inboundUrl: string | null;
  useNumbersOwn: boolean;
  campaigns: { status: string; help: string | null }[];
}

export const plainAccount: Readonly<AccountState> = {
  name: 'A practice',
  status: 'active',
  type: 'Full',
  services: [],
  verifications: [],
};
