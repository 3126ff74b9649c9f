#!/bin/sh
# What Compose asks inside Caddy's container, four times a minute: whether the way through it to the server is open.
# Alpine's image has wget and no bash, Debian's has bash and no wget.
#
#   sh healthy-door.sh [PORT]
port=${1:-8081}

if command -v wget >/dev/null; then
  wget -q -T 4 -O /dev/null "http://127.0.0.1:$port/" && exit
elif command -v bash >/dev/null; then
  # shellcheck disable=SC2016
  bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET / HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n" "$0" >&3 &&
    read -r -t 4 _ status _ <&3 && test "$status" = 200' "$port" 2>/dev/null && exit
else
  echo 'There is neither wget nor bash to ask with.'
  exit 1
fi
echo 'There is no way through to the server.'
exit 1
