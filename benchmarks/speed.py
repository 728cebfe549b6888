"""How fast the shipped weights read, on this machine: articles and tokens per second, memory, start-up, and growth with length.

    python benchmarks/speed.py                    a made-up corpus, always the same
    python benchmarks/speed.py --json
    python benchmarks/speed.py --longest 50000    leaves out the longest article, which takes 400 times as long as one of 500 words
    python benchmarks/speed.py --entities         with the eleven labels of PFSA-ID

Words are those of str.split; tokens are \\w+|[^\\w\\s], as in the score scripts. Rates are medians of several rounds, each figure from a
fresh process, so that memory and start-up are those of that task alone. Machines are noisy: compare ratios, and say where you ran it. `cpu`
is processor time, which does not count what other programs took from the core.
"""

import argparse
import json
import os
import re
import resource
import runpy
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bukti.records import Article
    from bukti.statements import StatementReader

WORDS, ARTICLES, ROUNDS = 500, 24, 5
LENGTHS = (500, 5_000, 50_000, 200_000)
TEXTS = Path(__file__).resolve().parents[1] / "training/written"
TOKEN = re.compile(r"\w+|[^\w\s]")


def corpus(words: int, count: int) -> list[str]:
    """Articles of `words` words made of the reports in training/written, Indonesian, English and Russian in turn."""
    inline = runpy.run_path(str(TEXTS.parent / "notation.py"))["inline"]
    out = []
    pools = [" ".join(d["text"] for d in inline(TEXTS / f"{lang}.txt")).split(" ") for lang in ("id", "en", "ru")]
    for n in range(count):
        pool = pools[n % len(pools)]
        start = n * 137 % len(pool)
        endless = pool[start:] + pool * (words // len(pool) + 1)
        out.append(" ".join(endless[:words]))
    return out


def read_all(reader: "StatementReader", articles: "list[Article]", entities: bool) -> int:
    """Reads as the commands do; the number of statements."""
    from bukti.records import Reading
    from bukti.runs.local import in_order

    readings = (r for _, r in in_order(((None, a) for a in articles), reader, reader.options, entities=entities))
    return sum(len(r.statements) for r in readings if isinstance(r, Reading))


def task_rate(threads: int, entities: bool) -> dict[str, float]:
    from bukti.records import Article
    from bukti.statements import ReaderOptions, StatementReader

    began = time.perf_counter()
    reader = StatementReader.load(ReaderOptions(threads=threads, batch=2 * threads))
    loaded = time.perf_counter() - began
    texts = corpus(WORDS, ARTICLES)
    articles = [Article(str(n), t) for n, t in enumerate(texts)]
    tokens = sum(len(TOKEN.findall(t)) for t in texts)
    read_all(reader, articles[:4], entities)
    rates, cpu = [], []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        statements = read_all(reader, articles, entities)
        rates.append(len(articles) / (time.perf_counter() - began))
        cpu.append((time.process_time() - busy) / len(articles))
    rate = statistics.median(rates)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles_per_s": rate,
        "tokens_per_s": rate * tokens / len(articles),
        "cpu_s_per_article": statistics.median(cpu),
        "statements": statements,
        "load_s": loaded,
        "peak_mb": peak,
    }


def task_length(words: int, entities: bool) -> dict[str, float]:
    from bukti.records import Article
    from bukti.statements import StatementReader

    reader = StatementReader.load()
    reader.read(Article("w", corpus(500, 1)[0]), entities=entities)
    text = corpus(words, 1)[0]
    began, busy = time.perf_counter(), time.process_time()
    reader.read(Article("x", text), entities=entities)
    return {
        "words": words,
        "seconds": time.perf_counter() - began,
        "cpu_s": time.process_time() - busy,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def task_help() -> dict[str, float]:
    runs = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bukti", "--help"], capture_output=True, check=True)
        runs.append(time.perf_counter() - began)
    return {"help_s": statistics.median(runs)}


def fresh(task: str, value: int, cores: int, entities: bool = False) -> dict[str, float]:
    """The task in a process of its own, held to some of the cores."""
    held = set(sorted(os.sched_getaffinity(0))[:cores]) if hasattr(os, "sched_setaffinity") else None
    command = [sys.executable, __file__, "--task", task, "--value", str(value), *(["--entities"] if entities else [])]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, preexec_fn=(lambda: os.sched_setaffinity(0, held)) if held else None
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--json", action="store_true")
    p.add_argument("--task", help=argparse.SUPPRESS)
    p.add_argument("--value", type=int, default=0, help=argparse.SUPPRESS)
    p.add_argument("--longest", type=int, default=max(LENGTHS), metavar="WORDS")
    p.add_argument("--entities", action="store_true")
    a = p.parse_args()
    if a.task:
        tasks = {"rate": lambda: task_rate(a.value, a.entities), "length": lambda: task_length(a.value, a.entities), "help": task_help}
        return print(json.dumps(tasks[a.task]()))
    one, two = fresh("rate", 1, 1, a.entities), fresh("rate", 2, 2, a.entities)
    lengths = [fresh("length", n, 1, a.entities) for n in LENGTHS if n <= a.longest]
    help_s = fresh("help", 0, 1)["help_s"]
    if a.json:
        return print(json.dumps({"one_core": one, "two_cores": two, "lengths": lengths, "help_s": help_s}))
    for name, r in (("one core", one), ("two cores", two)):
        rate = f"{r['articles_per_s']:6.1f} articles of {WORDS} words/s  {r['tokens_per_s']:8.0f} tokens/s"
        cpu = f"cpu {1000 * r['cpu_s_per_article']:.0f} ms an article"
        print(f"{name:10} {rate}  {cpu}  load {r['load_s']:.2f} s  peak {r['peak_mb']:.0f} MB")
    print(f"two cores / one core: {two['articles_per_s'] / one['articles_per_s']:.2f}    bukti --help: {help_s * 1000:.0f} ms")
    base = lengths[0]["cpu_s"] / lengths[0]["words"]
    for r in lengths:
        growth = f"{r['cpu_s'] / r['words'] / base:5.2f} times the cpu per word of {LENGTHS[0]}"
        print(f"{r['words']:8} words  {r['seconds']:7.2f} s  {growth}  peak {r['peak_mb']:.0f} MB")


if __name__ == "__main__":
    main()
