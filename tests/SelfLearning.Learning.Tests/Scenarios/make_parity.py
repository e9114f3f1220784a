"""Makes parity.json: what the reference learner does in every scenario of the catalogue, for the tests to reproduce.

    /usr/bin/python3 make_parity.py <folder of the reference simulator> > parity.json

Needs numpy and numba. The readable learner (reference.py) gives policies and capitals; it plays all features of the worlds here, and its
adaptations are checked against the fast simulator (core.py), which also gives regret, gain and the other learners. Where feedback arrives twice there
are more learning cycles than core.py has room for, and it then reads past its array of policy versions: it is run from a copy with more room.
"""
import json
import pathlib
import shutil
import sys
import tempfile

import numpy as np

copy = pathlib.Path(tempfile.mkdtemp()) / 'reference'
shutil.copytree(sys.argv[1], copy)
source = (copy / 'core.py').read_text()
ROOM, MORE_ROOM = 'maxver = T // max(1, batch) + 8', 'maxver = 2 * T // max(1, batch) + 8'
assert source.count(ROOM) == 1, 'core.py has changed: look at its policy versions'
(copy / 'core.py').write_text(source.replace(ROOM, MORE_ROOM))
sys.path.insert(0, str(copy))
import core, reference, run, scen  # noqa: E402

half = np.full((4, 2), .5)
MISSING = dict(pobs=half, T=10000)
SCENARIOS = [
    ('S1a K2 D.2', 'eff_cat', dict(K=2)), ('S1b K4 D.2', 'eff_cat', dict(K=4)), ('S1c K4 D.1', 'eff_cat', dict(K=4, D=.1)),
    ('S1d K16 D.2', 'eff_cat', dict(K=16)), ('S1e K4 D.1 m25', 'eff_cat', dict(K=4, D=.1, m=25)), ('S1f K4 D.05 m4', 'eff_cat', dict(K=4, D=.05, m=4)),
    ('S1g spread K8', 'spread', dict(K=8)), ('S1h default best', 'eff_cat', dict(K=4, D=-.1)),
    ('S2a quad', 'num', dict(kind='quad')), ('S2a quad m25', 'num', dict(kind='quad', m=25)),
    ('S2c cliff ok', 'num', dict(kind='cliff')), ('S2d cliff bad', 'num', dict(kind='cliffbad')),
    ('S3a joint add', 'joint', dict(kind='add')), ('S3a joint add m25', 'joint', dict(kind='add', m=25)),
    ('S3b joint inter', 'joint', dict(kind='inter')), ('S3b joint inter m25', 'joint', dict(kind='inter', m=25)), ('S3x xor', 'joint', dict(kind='xor')),
    ('S6a delay200', 'eff_cat', dict(K=4, delay=200)), ('S6b missing50', 'eff_cat', dict(K=4, **MISSING)), ('S7a mnar outcome', 'mnar', dict(kind='outcome', eff=1)),
    ('N K2', 'null_cat', dict(K=2)), ('N K4', 'null_cat', dict(K=4)), ('N K8', 'null_cat', dict(K=8)), ('N K16', 'null_cat', dict(K=16)),
    ('N K4 m4', 'null_cat', dict(K=4, m=4)), ('N K4 m25', 'null_cat', dict(K=4, m=25)),
    ('N K4 .03', 'skew', dict(base=.03)), ('N K4 .10', 'skew', dict(base=.10)), ('N K4 .97', 'skew', dict(base=.97)),
    ('N temp flat', 'num', dict(kind='flat')), ('N temp cliff', 'num', dict(kind='cliff')), ('N joint', 'joint', dict(kind='null')),
    ('N base drift', 'drift', dict(kind='base', T=5000)), ('N delay200', 'null_cat', dict(K=4, delay=200)), ('N miss50', 'null_cat', dict(K=4, **MISSING)),
    ('N mnar out', 'mnar', dict(kind='outcome')), ('N dup30 raw', 'null_cat', dict(K=4, dup=.3, dedupe=0)), ('N mnar armxout', 'mnar', dict(kind='armout')),
    ('N K4 20000', 'null_cat', dict(K=4, T=20000)),
    ('abrupt', 'drift', dict(kind='abrupt')), ('abrupt m25', 'drift', dict(kind='abrupt', m=25)), ('slow', 'drift', dict(kind='slow')),
    ('base+effect', 'drift', dict(kind='baseeff', T=5000)),
] + [('m%d null%.0f%% sd%.2f' % (m, 100 * p, sd), 'mixture', dict(pnull=p, sd=sd, m=m))
     for m in (1, 4) for p, sd in ((.5, .1), (.5, .05), (.9, .1), (0., .1))]


def simulate(world, seed, learner, **settings):
    return core.simulate(seed, world['T'], world['A'], world['Bt'], world['drift'], world['nvals'], world['isnum'], world['default'], world['strides'], world['mfb'],
                         world['delay'], world['pobs'], world['dup'], world['dedupe'], run.LID[learner], run.pv(**settings), np.array(run.BETS[settings.get('bets', '5')]), run.CPS)


def play(world, seed, threshold):
    """The readable learner in a world with drift, delay, silence and duplicates."""
    class Settings(reference.Settings):
        pass
    Settings.threshold = threshold
    learner = reference.Learner(seed, [reference.Parameter(int(k), bool(n), int(d)) for k, n, d in zip(world['nvals'], world['isnum'], world['default'])], Settings)
    calls = world['T']
    arrivals, queue, events = [[] for _ in range(calls)], [], []
    learned, versions = 0, 1
    for t in range(calls):
        values, changed, policy = learner.serve(t)
        setting = int(sum(v * s for v, s in zip(values, world['strides'])))
        mean = core.mu_at(world['A'], world['Bt'], setting, t, int(world['drift'][0]), *world['drift'][1:])
        y = sum(reference.U(seed, 4, t * 32 + q) < mean for q in range(world['mfb'])) / world['mfb']
        if reference.U(seed, 5, t) < world['pobs'][setting][1 if y >= .5 else 0]:
            at = t + int(reference.U(seed, 6, t) * (world['delay'] + 1))
            twice = world['dup'] > 0 and not world['dedupe'] and reference.U(seed, 7, t) < world['dup']
            for when in (at, at + 5) if twice else (at,):
                if when < calls:
                    arrivals[when].append((y, changed, policy))
        queue += reversed(arrivals[t])   # the latest decision first, as in core.py
        if len(queue) >= 10:
            learned += len(queue)
            event = learner.learn(queue)
            queue = []
            versions += 1
            if event:
                events.append((t, event['parameter'], event['new'], event['confidence'], bool(event['rollback'])))
    return learner, events, learned, versions


def short(x):
    return float('%.12g' % x)


def ours(name, world, seed, threshold):
    learner, events, learned, versions = play(world, seed, threshold)
    fast = simulate(world, seed, 'duel', **run.V(theta=threshold))
    same = [(int(e[0]), int(e[6]) // 100, int(e[6]) % 100, bool(e[4])) for e in fast[7]] == [(e[0], e[1], e[2], e[4]) for e in events]
    same = same and all(abs(e[1] - x[3]) < 1e-9 for e, x in zip(fast[7], events)) and learned == fast[12]
    if not same:
        sys.exit('%s, seed %d, threshold %g: the readable learner and the fast simulator differ' % (name, seed, threshold))
    return dict(scenario=name, seed=seed, threshold=threshold, regret=short(fast[0][-1]), gain=short(fast[1][-1]), learned=learned, versions=versions,
                final=[int(v) for v in learner.inc], adaptations=[(t, j, v, short(c), back) for t, j, v, c, back in events],
                trials=[(j, v, short(p)) for (j, v), p in learner.policy['p'].items()],
                duels=[[j, lo, hi] + [short(x) for x in d.plus + d.minus + [d.d, d.v]] for (j, lo, hi), d in learner.duels.items()])


def other(name, world, seed, learner):
    r = simulate(world, seed, learner)
    return dict(scenario=name, seed=seed, learner=dict(naive='rule', egreedy='eps-greedy', ts='Thompson')[learner], regret=short(r[0][-1]), gain=short(r[1][-1]),
                firstRight=int(r[8]) if r[8] >= 0 else None, final=[int(v) for v in r[15]])


entries = []
for name, generator, arguments in SCENARIOS:
    for seed in range(1, 6):
        world = getattr(scen, generator)(seed, **arguments)
        entries.append(ours(name, world, seed, .7))
        if name.startswith('N ') and entries[-1]['adaptations']:   # without an adaptation a higher threshold changes nothing
            entries.append(ours(name, world, seed, .9))
        if seed <= 2:
            entries += [other(name, world, seed, learner) for learner in ('naive', 'egreedy', 'ts')]
    print(name, file=sys.stderr)
shutil.rmtree(copy.parent)
print('[\n' + ',\n'.join(json.dumps(e, separators=(',', ':')) for e in entries) + '\n]')
