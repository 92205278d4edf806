import { expect, test } from 'vitest'
import type { ConnectorStart } from './connector-start.ts'
import { findStarts, withoutRepeats } from './find-starts.ts'

const startNamed = (name: string, category: string): ConnectorStart =>
  ({ id: `${category}-${name}`, name, category, about: `About ${name}.` }) as ConnectorStart

const ready = [startNamed('GitHub', 'Ready-made connectors')]
const known = [startNamed('GitHub', 'Code'), startNamed('GitLab', 'Code')]

test('a service with a ready connector is listed once, and a search finds both ways to start', () => {
  expect(withoutRepeats(ready, known)).toEqual([ready[0], known[1]])
  expect(findStarts([...ready, ...known], 'github')).toEqual([
    { category: 'Ready-made connectors', starts: [ready[0]] },
    { category: 'Code', starts: [known[0]] }
  ])
})
