#!/bin/bash
# What the operating system must give: `system.sh venv|fonts|office|postgresql|browser|pdf`.
# Root on Debian or Ubuntu: installed here. Anyone else: named in one line. Only a missing venv stops.
set -uo pipefail
python=${PYTHON:-python3}

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
has_fonts() {
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" /System/Library/Fonts \
        \( -iname '*CJK*' -o -iname '*simfang*' -o -iname '*FandolFang*' -o -iname '*SourceHan*' -o -iname '*Songti*' \) \
        -print -quit 2>/dev/null)" ]
}
has_office() { command -v soffice >/dev/null || command -v libreoffice >/dev/null; }
has_postgresql() { [ -n "$(find /usr/lib/postgresql -name initdb -print -quit 2>/dev/null)" ]; }
has_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# install WHAT-IN-CHINESE WHAT-IN-ENGLISH PACKAGE...
install() {
    local chinese=$1 english=$2
    shift 2
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "正在安装 $chinese（$*）… / installing $english" >&2
        export DEBIAN_FRONTEND=noninteractive
        if { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 </dev/null; then
            return 0
        fi
        echo "没有装上 $chinese，请稍后手动安装：apt-get install $* / could not install $english, please do so by hand" >&2
        return 1
    fi
    echo "缺少 $chinese，请管理员安装：apt-get install $* / missing $english, ask an administrator for these packages" >&2
    return 1
}

case ${1:-} in
venv)
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "需要 Python 3.11 或更高版本（现在的 $python 不是），可用 make PYTHON=python3.12 指定 / Python 3.11 or later is needed" >&2
        exit 1
    fi
    has_venv || install "Python 虚拟环境" "the venv module of Python" python3-venv
    has_venv || exit 1
    ;;
fonts)
    has_fonts || install "中文字体（没有它不能生成 PDF）" "Chinese fonts, without which no PDF is made" fonts-noto-cjk fontconfig
    ;;
office)
    has_office || install "LibreOffice（没有它不能读 .doc 和 .wps，相关测试会跳过）" "LibreOffice, without which .doc and .wps are not read and their tests are skipped" \
        libreoffice-writer-nogui libreoffice-calc-nogui
    ;;
postgresql)
    # Debian would start a server of its own at once; the tests start theirs, on a socket, and end it.
    has_postgresql || { mkdir -p /etc/postgresql-common 2>/dev/null && [ ! -e /etc/postgresql-common/createcluster.conf ] && \
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf; } 2>/dev/null
    has_postgresql || install "PostgreSQL（没有它相关测试会跳过）" "PostgreSQL, without which its tests are skipped" postgresql
    ;;
pdf)
    command -v pdftotext >/dev/null || install "pdftotext（没有它相关测试会跳过）" "pdftotext, without which its tests are skipped" poppler-utils
    ;;
browser)
    has_browser || install "Chromium（没有它浏览器测试会跳过）" "Chromium, without which the tests in a browser are skipped" chromium
    ;;
*)
    echo "用法：system.sh venv|fonts|office|postgresql|browser|pdf" >&2
    exit 2
    ;;
esac
exit 0
