#!/bin/sh
# Proves a bundle in a bare Debian without any network: sh tools/try_bundle.sh dist/huitoukan-….tar.gz
# Needs root and debootstrap. It installs, sets up, serves, signs in, backs up and restores, and takes some minutes,
# so it is run before a release and not for each change. DEBIAN_MIRROR names where Debian comes from, else apt's own.
set -eu
bundle=$(realpath "$1")
suite=${DEBIAN_SUITE:-bookworm}
mirror=${DEBIAN_MIRROR:-$(sed -n 's/^URIs: *\([^ ]*\/debian\)\/* *$/\1/p; s/^deb \([^ ]*\/debian\)\/* .*/\1/p' \
  /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -n 1)}
room=$(mktemp -d)
trap 'rm -rf --one-file-system "$room"' EXIT

debootstrap --variant=minbase --include=python3,curl,iproute2 "$suite" "$room" "$mirror" >"$room.log" 2>&1 || {
  tail -n 20 "$room.log" >&2
  exit 1
}
rm -f "$room.log"
mkdir "$room/bundle"
tar -xzf "$bundle" -C "$room/bundle" --strip-components=1
cat >"$room/try" <<'INSIDE'
set -eu
ip link set lo up
[ -z "$(ip route)" ] || { echo "there is a network here" >&2; exit 1; }
sh /bundle/install.sh /srv/huitoukan
export PATH=/srv/huitoukan/bin:$PATH LC_ALL=C.UTF-8 HUITOUKAN_HOME=/var/lib/huitoukan
echo 'heron-Basket-71' | huitoukan setup --code 990101000000 --area 云岭县 --username admin --name 管理员
huitoukan serve >/var/log/huitoukan 2>&1 &
site=http://127.0.0.1:8000
for _ in $(seq 60); do
  curl -fs $site/health/ready/ >/dev/null && break
  sleep 1
done
curl -fsS -c /jar -o /page $site/sign-in/
token=$(sed -n 's/.*name="csrfmiddlewaretoken" value="\([^"]*\)".*/\1/p' /page | head -n 1)
for sheet in $(sed -n 's/.*href="\(\/static\/[^"]*\.css\)".*/\1/p' /page); do curl -fsS -o /dev/null "$site$sheet"; done
curl -fsS -b /jar -c /jar -e $site/sign-in/ -o /dev/null -w 'signed in: %{http_code}\n' $site/sign-in/ \
  --data-urlencode "csrfmiddlewaretoken=$token" --data-urlencode username=admin --data-urlencode password=heron-Basket-71
curl -fsS -b /jar -L -o /page -w 'first page: %{http_code} %{url_effective}\n' $site/
grep -q 'name="new"' /page  # whoever set the server up chooses a new password first
for _ in $(seq 60); do
  curl -fs $site/health/background/ >/dev/null && break
  sleep 1
done
curl -fsS $site/health/background/ && echo
huitoukan backup /backup.zip
HUITOUKAN_HOME=/var/lib/other huitoukan restore /backup.zip
kill %1
wait %1
tail -n 1 /var/log/huitoukan
INSIDE
unshare --net --mount --pid --fork --mount-proc="$room/proc" \
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$room" /bin/bash /try
echo "装得上，跑得起来。 It installs and runs without a network."
