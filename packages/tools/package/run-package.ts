import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../commands/root.mjs'
import type { Harness } from '../harness/harness.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { fetchNode } from './fetch-node.ts'
import { makePackage } from './make-package.ts'
import {
  type Place,
  preparePackage,
  refusedStart,
  startWithoutCompiler,
  tryPackage,
  withTakenPort
} from './try-package.ts'

/** Major versions of Node that the package is tested with, and a version that it rejects. */
const majors = [20, 22, 24]
const tooOld = 18

/**
 * Creates the npm package, then installs, starts and uses it on each supported version of Node: `npm run
 * test:long -- --only package`. Then tests the refused starts. `node packages/tools/run.mjs long-test package
 * --node 24` tests only one version.
 */
export async function run({ folder, say }: Harness, { node }: Numbers<'node'>): Promise<number> {
  const chosen = node === 0 ? majors : [node]
  for (const major of [...chosen, tooOld]) if (!(await fetchNode(major))) return 1
  const made = await makePackage(root, folder)
  if ('refusal' in made) {
    say(made.refusal)
    return 1
  }
  say(`The package has ${(made.bytes / 1_048_576).toFixed(1)} MB in ${made.files} files.`)
  const lay = (name: string, major: number) => {
    mkdirSync(join(folder, name))
    return preparePackage({ folder: join(folder, name), file: made.file, major })
  }
  const places = chosen.map(major => lay(`node-${major}`, major))
  for (const place of places) {
    const ms = await tryPackage(place)
    say(`Node ${place.major}: the sample ran; once installed it listens after ${ms.toFixed(0)} ms.`)
  }
  const [first] = places
  if (first === undefined) return 1
  const refusals = await refusalsOf(first, lay('no-compiler', first.major))
  return refusals.every(refusal => isOneSentence(refusal, say)) ? 0 : 1
}

/** Attempt to start that must be refused, with the expected and the actual output. */
interface Refusal {
  name: string
  expected: RegExp
  said: string
}

/**
 * Makes the attempts to start that must be refused.
 * @param place folder where the package is installed
 * @param fresh folder where it is not installed
 */
async function refusalsOf(place: Place, fresh: Place): Promise<Refusal[]> {
  const other = majors.find(major => major !== place.major)
  if (other !== undefined && !(await fetchNode(other))) return []
  const taken = await withTakenPort(port => refusedStart(place, { env: { PORT: `${port}` } }))
  return [
    {
      name: 'a version of Node that is too old',
      expected: /needs Node 20\.19 or newer/,
      said: refusedStart(place, { major: tooOld })
    },
    { name: 'a port in use', expected: /Port \d+ on 127\.0\.0\.1 is already in use/, said: taken },
    {
      name: 'a folder that cannot be written',
      expected: /The data folder \S+ is not writable \(ENOTDIR\)/,
      said: refusedStart(place, { env: { HOOKWRIGHT_DATA: '/dev/null/data' } })
    },
    {
      name: 'a driver for another version of Node',
      expected: /Run "npm rebuild better-sqlite3"/,
      said: refusedStart(place, { major: other ?? place.major })
    },
    {
      name: 'no compiler',
      expected: /neither downloaded nor compiled .* Install a C\+\+ compiler, make and Python 3/,
      said: startWithoutCompiler(fresh)
    }
  ]
}

/** Prints the output of a refused start. Returns false when it is not the expected single line. */
function isOneSentence({ name, expected, said }: Refusal, say: Harness['say']) {
  const lines = said
    .trim()
    .split('\n')
    .filter(line => !line.startsWith('npm warn'))
  say(`With ${name}: ${lines.join('\n')}`)
  const is = lines.length === 1 && expected.test(lines[0] ?? '')
  if (!is) say(`One line was expected that fits ${expected}.`)
  return is
}
