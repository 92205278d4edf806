import type { CardDocs, CardSpec, Specs } from '@hookwright/engine'
import type { Flow } from '@hookwright/model'
import { type Grouped, inGroups } from '../../kit/actions/in-groups.ts'
import type { Matching } from '../../kit/find/matching.ts'
import { mayInsert } from './commands/targets.ts'

/**
 * Returns the card types that may go into a flow, recent ones first, by group.
 * With a search the best match comes first. The documentation is searched, too, once it is loaded.
 */
export const findCards = (given: {
  flow: Flow
  specs: Specs
  words: ReadonlyMap<string, CardDocs> | null
  typed: string
  recent: string[]
  matching: Matching
}): Grouped<CardSpec>[] => {
  const { flow, specs, words, typed, recent, matching } = given
  const all = [...specs.values()].filter(spec => mayInsert(flow, specs, spec))
  if (typed.trim() !== '') {
    const helpOf = (spec: CardSpec): string => words?.get(spec.type)?.help ?? ''
    const found = matching(all, typed.trim(), {
      names: [({ title }) => title, ({ group }) => group],
      told: [helpOf]
    })
    return found.length === 0 ? [] : [{ heading: 'Results', items: found }]
  }
  const last = recent.flatMap(type => all.find(spec => spec.type === type) ?? [])
  return [
    ...(last.length === 0 ? [] : [{ heading: 'Recent', items: last }]),
    ...inGroups(all, spec => spec.group)
  ]
}
