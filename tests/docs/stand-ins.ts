import { createHash } from 'node:crypto';

/** A program that a page names and a test must not run: what it is instead. */
export interface StandIn {
  /** Why the real one is not run. */
  because: string;
  /** The command lines that it understands, each matched as a whole; any other fails the page. */
  takes: readonly RegExp[];
  /** `nothing`, or: go on with the rest of the line, as `sudo` does; or write standard input to the file named last. */
  does?: 'nothing' | 'the rest' | 'write what it is told';
  /** Files that it puts into the folder where it is called. */
  leaves?: Readonly<Record<string, string>>;
}

const WORD = String.raw`[\w.:/@%+-]+`;
const lines = (...patterns: string[]) => patterns.map(pattern => new RegExp(`^(?:${pattern})$`));

const SUM_OF_NOTHING = createHash('sha256').digest('hex');

/** Debian's packages that pages ask for. */
const PACKAGES = ['ca-certificates', 'cryptsetup', 'curl', 'git', 'ufw', 'unattended-upgrades'];
/** Those of Docker's own repository. */
const DOCKERS = [
  'docker-ce',
  'docker-ce-cli',
  'containerd.io',
  'docker-buildx-plugin',
  'docker-compose-plugin',
];
const ANY_PACKAGE = `(?:${[...PACKAGES, ...DOCKERS].join('|')})`;

/** All of them, by name. What can run is run: keep this list short. */
export const STAND_INS: Readonly<Record<string, StandIn>> = {
  sudo: {
    because:
      'pages are run as whoever runs the tests, and every path of theirs is below a folder of the test',
    takes: lines(`(?:-u \\w+ )?[\\s\\S]+`),
    does: 'the rest',
  },
  ssh: {
    because: 'the server is invented; what follows in the page runs as if on it',
    takes: lines(`(?:-p \\d+ )?\\w+@${WORD}(?: [\\s\\S]+)?`),
  },
  'ssh-copy-id': { because: 'the server is invented', takes: lines(`\\w+@${WORD}`) },
  'apt-get': {
    because: 'packages are the machine’s',
    takes: lines('update', 'upgrade -y', `install -y(?: ${ANY_PACKAGE})+`),
  },
  'dpkg-reconfigure': {
    because: 'it asks on a terminal, and changes the machine',
    takes: lines('-plow unattended-upgrades'),
  },
  adduser: {
    because: 'users are the machine’s',
    takes: lines('--disabled-password --gecos "" \\w+', '\\w+'),
  },
  usermod: { because: 'users are the machine’s', takes: lines('-aG \\w+ \\w+') },
  chown: { because: 'it needs root', takes: lines(`(?:-R )?\\w+(?::\\w*)? ${WORD}`) },
  ufw: {
    because: 'the firewall is the machine’s',
    takes: lines('allow (?:OpenSSH|\\d+/(?:tcp|udp))', 'default deny incoming', '--force enable', 'status'),
  },
  systemctl: {
    because: 'services are the machine’s',
    takes: lines(
      '(?:daemon-reload|reboot)',
      '(?:enable|disable|start|stop|restart|status)(?: --now)? [\\w.@-]+',
    ),
  },
  curl: {
    because: 'it would ask the internet',
    takes: lines(`-fsSL https://${WORD} -o ${WORD}`, `-fsS(?:I|o ${WORD})? https?://${WORD}`),
    does: 'write what it is told',
  },
  cosign: {
    because: 'it asks the public log of signatures about an image that is not there yet',
    takes: lines(
      `verify --certificate-identity-regexp \\^https://${WORD} --certificate-oidc-issuer https://${WORD} ${WORD}`,
    ),
  },
  gh: {
    because: 'it asks GitHub about a release that is not there yet',
    takes: lines(
      `attestation verify (?:oci://)?${WORD} --repo ${WORD}(?: --predicate-type https://${WORD})?`,
      `release download v${WORD} --repo ${WORD}`,
    ),
    leaves: { 'second-ring-0.1.0.tar.gz': '', SHA256SUMS: `${SUM_OF_NOTHING}  second-ring-0.1.0.tar.gz\n` },
  },
  cryptsetup: {
    because: 'it needs root and an encrypted volume, and asks for passphrases',
    takes: lines(
      `(?:luksDump|luksAddKey|luksChangeKey|luksKillSlot|luksHeaderBackup) ${WORD}(?: --header-backup-file ${WORD}| \\d)?`,
    ),
  },
  rclone: {
    because: 'the other place is invented',
    takes: lines(`sync ${WORD} ${WORD} --include \\S+`, `copy ${WORD} ${WORD}`),
  },
  restic: { because: 'the other place is invented', takes: lines(`backup ${WORD} --exclude \\S+`) },
  dpkg: { because: 'a machine of another kind has none', takes: lines('--print-architecture') },
};

/** What a page may use of the machine as it is: each only reads, or writes what it is told to. */
export const REAL = [
  'bash',
  'cat',
  'chmod',
  'cp',
  'date',
  'diff',
  'git',
  'grep',
  'head',
  'install',
  'ls',
  'mkdir',
  'mv',
  'node',
  'openssl',
  'sha256sum',
  'tail',
  'tee',
  'test',
  'touch',
] as const;
