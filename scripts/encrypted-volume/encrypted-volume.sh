#!/usr/bin/env bash
# An encrypted volume (LUKS2) for all that Second Ring keeps on a Debian or Ubuntu server: its folder with database,
# secrets and backups, Docker's volumes and logs, and the swap. docs/encryption.md says what that protects from.
#
#   encrypted-volume.sh set-up --size 20G            in a file of that size: for a server with one disk
#   encrypted-volume.sh set-up --device /dev/sdb     on a disk or partition of its own, which must be empty
#   encrypted-volume.sh unlock | lock | check        as second-ring-volume, which set-up installs
#
# --swap 1G makes a swap file inside it; else there is no swap. --dry-run shows every command and runs none.
# A passphrase never stands in an argument, a variable of the environment or a file.
set -euo pipefail
umask 077

NAME=second-ring
MOUNT=/srv/second-ring
MAPPED=/dev/mapper/$NAME
FILE=/var/lib/second-ring.luks
NOTE=/etc/second-ring/volume
INSTALLED=/usr/local/sbin/second-ring-volume
DOCKER=/var/lib/docker
DROP_IN=/etc/systemd/system/docker.service.d/second-ring.conf
LOGIN_NOTE=/etc/profile.d/second-ring.sh
CORE_FILES=/etc/sysctl.d/60-second-ring.conf
# Unlocking must also work on a server with 1 GB, whatever the server had when the volume was made.
PBKDF_KIB=262144

dry=no

say() { printf '%s\n' "$*" >&2; }
stop() {
  say "$*"
  exit 1
}

# Shows a command, and runs it unless this is a dry run.
run() {
  local shown="$*"
  shown=${shown/#with_passphrase/the passphrase |}
  printf '  %s\n' "${shown/#with_recovery_key/the passphrase and the recovery key |}"
  [ "$dry" = yes ] || "$@"
}

# write FILE MODE: shows that the file is written, and writes standard input to it.
write() {
  printf '  write %s\n' "$1"
  if [ "$dry" = yes ]; then
    cat >/dev/null
  else
    (umask 022 && mkdir -p "${1%/*}") && cat >"$1" && chmod "$2" "$1"
  fi
}

need_root() { [ "$(id -u)" = 0 ] || [ "$dry" = yes ] || stop "This needs root: put sudo in front."; }
need_programs() {
  local missing=()
  for program in "$@"; do command -v "$program" >/dev/null || missing+=("$program"); done
  [ ${#missing[@]} = 0 ] ||
    stop "Missing: ${missing[*]}. Install with: sudo apt-get install -y cryptsetup e2fsprogs util-linux"
}
is_open() { [ -e "$MAPPED" ]; }
is_mounted() { mountpoint -q "$1"; }
volume() {
  [ -r "$NOTE" ] || stop "There is no encrypted volume here yet (no $NOTE): begin with set-up."
  cat "$NOTE"
}

# ---------------------------------------------------------------- set-up

# Refuses whatever holds, or may hold, anything.
check_device() {
  [ -b "$1" ] || stop "$1 is no disk or partition. lsblk lists those that are there."
  [ "$(lsblk --noheadings --output NAME "$1" | wc -l)" = 1 ] ||
    stop "$1 is in use: there are partitions or volumes on it. Nothing was changed."
  [ -z "$(lsblk --noheadings --nodeps --output MOUNTPOINTS "$1" | tr -d '[:space:]')" ] ||
    stop "$1 is mounted. Nothing was changed."
  [ -z "$(wipefs --no-act "$1")" ] ||
    stop "$1 holds something: $(wipefs --no-act --noheadings --output TYPE "$1" | xargs). Nothing was changed. If nobody needs it, empty it yourself (blkdiscard -z $1) and begin again."
  cmp --quiet --bytes=1048576 "$1" /dev/zero ||
    stop "$1 does not begin with zeroes, so it may hold something. Nothing was changed. If nobody needs it, empty it yourself (blkdiscard -z $1) and begin again."
}

check_places() {
  [ ! -e "$NOTE" ] || stop "There is an encrypted volume already ($(cat "$NOTE")): second-ring-volume check tells about it."
  ! is_open || stop "$MAPPED is there already. Nothing was changed."
  [ ! -d "$MOUNT" ] || [ -z "$(ls -A "$MOUNT")" ] ||
    stop "$MOUNT is not empty. Move what is in it somewhere else, set the volume up, and move it back in. Nothing was changed."
  ! is_mounted $DOCKER ||
    stop "$DOCKER is a volume of its own: unmount it, and take it out of /etc/fstab. Nothing was changed."
  [ -z "$(ls -A "$DOCKER/containers" 2>/dev/null)" ] ||
    stop "Docker has containers already. Set the volume up first, or remove them (docker compose down). Nothing was changed."
}

read_twice() {
  local again
  IFS= read -rsp 'Passphrase for the volume (12 characters or more; four or five random words are good): ' passphrase && say
  [ ${#passphrase} -ge 12 ] || stop 'That has fewer than 12 characters. Nothing was changed.'
  IFS= read -rsp 'Again: ' again && say
  [ "$passphrase" = "$again" ] || stop 'These two differ. Nothing was changed.'
}

# 200 bits in letters and digits that cannot be taken for each other.
make_recovery_key() {
  local letters
  letters=$(head -c 8192 /dev/urandom | LC_ALL=C tr -dc 'A-HJ-NP-Z2-9')
  printf '%s' "${letters:0:40}" | sed -E 's/.{5}/&-/g; s/-$//'
}

set_up() {
  local device='' size='' swap=''
  while [ $# -gt 0 ]; do
    case $1 in
      --device) device=${2:-} && shift ;;
      --size) size=${2:-} && shift ;;
      --swap) swap=${2:-} && shift ;;
      --dry-run) dry=yes ;;
      *) stop "set-up does not know $1." ;;
    esac
    shift || stop 'A value is missing at the end.'
  done
  for amount in "$size" "$swap"; do
    [[ $amount =~ ^([1-9][0-9]*[MG])?$ ]] || stop "$amount is no size: write it like 20G or 512M."
  done
  [ -n "$device$size" ] || stop 'Say where: --size 20G (in a file) or --device /dev/sdb (a disk or partition of its own).'
  [ -z "$device" ] || [ -z "$size" ] || stop 'Either --size or --device: a device is used whole.'
  need_root
  need_programs cryptsetup mkfs.ext4 lsblk wipefs mountpoint fallocate cmp
  local container=${device:-$FILE}
  if [ -z "$device" ]; then [ ! -e "$FILE" ] || stop "$FILE is there already. Nothing was changed."; else check_device "$device"; fi
  check_places

  local really=$dry passphrase='' recovery=''
  dry=yes
  say "This is what will be done. Everything on $container is lost, and from then on each start of the server"
  say 'waits for a passphrase.'
  say
  set_up_steps "$container" "$size" "$swap"
  [ "$really" = no ] || return 0
  dry=no
  say
  read -rp "Type $container to go on: " answer
  [ "$answer" = "$container" ] || stop 'Nothing was changed.'
  read_twice
  recovery=$(make_recovery_key)
  # Filled in now: when it runs, this function's own variables are gone.
  trap "give_up ${container@Q} ${size@Q}" EXIT
  set_up_steps "$container" "$size" "$swap"
  trap - EXIT
  show_recovery_key "$recovery"
}

set_up_steps() {
  local container=$1 size=$2 swap=$3
  [ -z "$size" ] || run fallocate -l "$size" "$container"
  run with_passphrase cryptsetup luksFormat --batch-mode --type luks2 --pbkdf argon2id --pbkdf-memory $PBKDF_KIB --key-file - "$container"
  run with_recovery_key cryptsetup luksAddKey --pbkdf-memory $PBKDF_KIB --key-file - "$container"
  run with_passphrase cryptsetup open --type luks2 --key-file - "$container" $NAME
  run mkfs.ext4 -q -m 1 -L $NAME $MAPPED
  run mkdir -p $MOUNT
  # Whatever starts too early finds a folder that it cannot write to, instead of an empty one to begin anew in.
  run chattr +i $MOUNT || say 'This file system knows no such mark; going on without it.'
  ! command -v docker >/dev/null || run systemctl stop docker.socket docker
  mount_all
  run chmod 755 $MOUNT
  [ -z "$swap" ] || { run fallocate -l "$swap" $MOUNT/.swap && run mkswap -q $MOUNT/.swap; }
  # Swap that lies outside writes memory to the disk as it is.
  run swapoff -a
  run sed -i.before-second-ring -E 's/^[^#].*[[:space:]]swap[[:space:]]/# &/' /etc/fstab
  [ -z "$swap" ] || run swapon $MOUNT/.swap
  run install -D -m 755 "$(readlink -f "$0")" $INSTALLED
  write $NOTE 644 <<<"$container"
  write $DROP_IN 644 <<EOF
# Docker waits until the volume is unlocked: second-ring-volume unlock starts it.
[Unit]
ConditionPathIsMountPoint=$MOUNT
ConditionPathIsMountPoint=$DOCKER
EOF
  write $LOGIN_NOTE 644 <<EOF
mountpoint -q $MOUNT || echo 'Second Ring is locked, and answers nobody. Unlock it with: sudo second-ring-volume unlock'
EOF
  write $CORE_FILES 644 <<EOF
# A process that dies leaves no copy of its memory behind.
kernel.core_pattern=|/bin/false
fs.suid_dumpable=0
EOF
  run sysctl -q -p $CORE_FILES
  run systemctl daemon-reload
  ! command -v docker >/dev/null || run systemctl start docker
}

# The secrets go by standard input, and by a descriptor of their own.
with_passphrase() { printf %s "$passphrase" | "$@"; }
with_recovery_key() { printf %s "$passphrase" | "$@" <(printf %s "$recovery"); }

# What was begun and did not end well leaves no half volume.
give_up() {
  set +e
  dry=no
  say 'That failed; taking back what was begun.'
  [ ! -e $MOUNT/.swap ] || swapoff $MOUNT/.swap 2>/dev/null
  ! is_mounted $DOCKER || umount $DOCKER
  ! is_mounted $MOUNT || umount $MOUNT
  chattr -i $MOUNT 2>/dev/null
  ! is_open || cryptsetup close $NAME
  rm -f $NOTE $DROP_IN $LOGIN_NOTE
  if [ -n "$2" ]; then rm -f "$1"; else say "$1 was written to: empty it (blkdiscard -z $1) before you begin again."; fi
}

show_recovery_key() {
  cat <<EOF

The volume is ready at $MOUNT.

Recovery key, for the day on which nobody knows the passphrase. Write it on paper, or print it, now: it is not kept
anywhere and never shown again. Keep it away from this server, and from its backups.

    $1

After each start of the server: sudo second-ring-volume unlock
EOF
}

# ---------------------------------------------------------------- every day

mount_all() {
  is_mounted $MOUNT || run mount -o nodev,nosuid $MAPPED $MOUNT
  run mkdir -p $MOUNT/.docker $DOCKER
  is_mounted $DOCKER || run mount --bind $MOUNT/.docker $DOCKER
}

unlock() {
  need_root
  need_programs cryptsetup mountpoint
  local container
  container=$(volume)
  if is_mounted $MOUNT && is_mounted $DOCKER; then
    say 'It is unlocked already.'
  else
    [ -e "$container" ] || stop "$container is not there. Is the disk attached? lsblk lists them."
    is_open || run cryptsetup open --type luks2 "$container" $NAME
    # 1 says that it was mended, which is well.
    is_mounted $MOUNT || run fsck.ext4 -p $MAPPED || [ $? = 1 ] || stop "The file system needs a look: fsck.ext4 $MAPPED"
    [ -d $MOUNT ] || run mkdir -p $MOUNT
    mount_all
    [ ! -e $MOUNT/.swap ] || run swapon $MOUNT/.swap
  fi
  if command -v docker >/dev/null; then
    run systemctl start docker
    [ ! -e $MOUNT/app/docker-compose.yml ] || run docker compose --project-directory $MOUNT/app up -d
  fi
}

lock() {
  need_root
  is_open || stop 'It is locked.'
  if command -v docker >/dev/null; then run systemctl stop docker.socket docker; fi
  [ ! -e $MOUNT/.swap ] || run swapoff $MOUNT/.swap || true
  ! is_mounted $DOCKER || run umount $DOCKER
  ! is_mounted $MOUNT || run umount $MOUNT
  run cryptsetup close $NAME
}

# Says what would be written to a disk in the clear. Exits with 1 when something would.
check() {
  local bad=0
  tell() { # WELL? what
    if [ "$1" = yes ]; then printf 'ok    %s\n' "$2"; else printf 'fail  %s\n' "$2" && bad=1; fi
  }
  local container
  container=$(volume)
  if is_mounted $MOUNT; then
    tell yes "The volume ($container) is unlocked at $MOUNT."
    tell "$(is_mounted $DOCKER && echo yes)" "Docker's volumes and logs lie in it."
  else
    tell no 'The volume is locked, and Second Ring answers nobody: sudo second-ring-volume unlock'
  fi
  tell "$(swaps_inside && echo yes)" 'All swap lies in the volume, in memory or on an encrypted device.'
  tell "$(grep -q '^|/bin/false' /proc/sys/kernel/core_pattern && echo yes)" 'Processes that die leave no core files.'
  exit $bad
}

# zram is memory; dm-* may be a swap that the owner encrypted otherwise.
swaps_inside() { ! tail -n +2 /proc/swaps | grep -qvE "^($MOUNT/\.swap|/dev/zram[0-9]+|/dev/dm-[0-9]+)[[:space:]]"; }

case ${1:-} in
  set-up) shift && set_up "$@" ;;
  unlock | lock | check)
    [ "${2:-}" != --dry-run ] || dry=yes
    "$1"
    ;;
  *)
    sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "$0"
    exit 2
    ;;
esac
