import { type DriftFinding, fitOf, sameJson } from '@hookwright/model'
import { type Declared, readsIn } from './sightings-in.ts'

/**
 * Returns whether a draft accounts for a difference. It reads the new place, or no longer requires the one that is missing or
 * different.
 */
export const isSettledIn = (draft: Declared, { kind, root, path, output, seen }: DriftFinding): boolean => {
  const here = readsIn(draft).filter(read => read.root === root)
  switch (kind) {
    case 'new':
      return here.some(read => read.path.every((part, at) => part === path[at]))
    case 'missing':
      return !here.some(read => read.output?.id === output?.id && sameJson(read.path, path))
    case 'unfit': {
      const asked = here.find(read => read.output?.id === output?.id && sameJson(read.path, path))
      if (output === null || seen === null) return false
      return asked?.output ? fitOf(seen, asked.output.dataType) === 'fits' : true
    }
  }
}
