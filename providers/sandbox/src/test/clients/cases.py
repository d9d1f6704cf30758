"""Runs cases one after another, prints each by its name, and ends with 1 if one failed."""

import sys
import time
import traceback


class Cases:
    def __init__(self, client):
        self.client = client
        self.all = []

    def __call__(self, name):
        def add(function):
            self.all.append((name, function))
            return function

        return add

    def run(self):
        failed = 0
        for name, function in self.all:
            begun = time.monotonic()
            try:
                function()
                said = "ok  "
            except Exception:
                traceback.print_exc()
                failed += 1
                said = "FAIL"
            print(f"{said} {self.client}: {name} ({time.monotonic() - begun:.1f} s)", flush=True)
        print(f"{self.client}: {len(self.all)} cases, {failed} failed", flush=True)
        sys.exit(1 if failed else 0)
