#!/bin/sh
# Installs the server from this folder, without any network: sh install.sh [DIRECTORY]
# Needs Python of the version that the wheels here are for, and nothing else.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
target=${1:-/srv/huitoukan}
wanted=$(cat "$here/python-version")
python=""
for each in "python$wanted" python3; do
  if command -v "$each" >/dev/null && [ "$("$each" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$wanted" ]; then
    python=$each
    break
  fi
done
if [ -z "$python" ]; then
  echo "需要 Python $wanted，请先从系统安装盘安装，再运行一次。" >&2
  echo "Python $wanted is needed: install it from the system's disc, then run this again." >&2
  exit 1
fi
"$python" -m venv --clear --without-pip "$target"
# pip runs straight out of its wheel, so Debian's python3-venv is not needed.
set -- "$here"/wheels/pip-*.whl
PYTHONPATH=$1 "$target/bin/python" -m pip -q --disable-pip-version-check install --no-index --find-links "$here/wheels" \
  --require-hashes -r "$here/requirements.txt"
set -- "$here"/wheels/huitoukan-*.whl "$1"
PYTHONPATH=$2 "$target/bin/python" -m pip -q --disable-pip-version-check install --no-index --no-deps "$1"
echo "已安装：$target/bin/huitoukan。下一步见 INSTALL.md。"
echo "Installed: $target/bin/huitoukan. INSTALL.md says what comes next."
