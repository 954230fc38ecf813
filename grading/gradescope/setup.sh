#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image of the autograder. It installs what the course needs and builds
# the course's tool, so that grading itself downloads nothing.
#
# The autograder's zip file holds, side by side:
#   setup.sh and run_autograder   from this folder
#   course/                       the teachers' edition of the course: a clone, without its target folders
#   jdk-25.tar.gz                 a JDK 25 for Linux on x64, where Debian or Ubuntu have none (delete the line if they do)
set -euo pipefail
cd /autograder/source

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# bubblewrap is the sandbox. Where Gradescope's own container does not let it work, the report says so.
apt-get install -y -qq maven bubblewrap
if [ -f jdk-25.tar.gz ]; then
    mkdir -p /opt/java/jdk-25
    tar -xzf jdk-25.tar.gz -C /opt/java/jdk-25 --strip-components=1
else
    apt-get install -y -qq openjdk-25-jdk-headless
fi

cd course
# Grades somebody who has handed in nothing. So the tool is built, the lesson is compiled, and our own answers have been
# run: grading finds all of it ready.
#
# What to change: the lesson of this assignment, as in run_autograder.
mkdir -p /tmp/class/nobody
./course --plain grade /tmp/class --lesson lesson02 --out /tmp/prepared
rm -rf /tmp/class /tmp/prepared
