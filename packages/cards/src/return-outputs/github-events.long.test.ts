import { createRequire } from 'node:module'
import { coerce, isJsonObject, OutputGroups, type Path, valueAt } from '@hookwright/model'
import type Examples from '@octokit/webhooks-examples'
import { expect, inject, test } from 'vitest'
import { acceptProposal } from './accept-proposal.ts'
import { batchIn } from './lists-in-samples.ts'
import { fieldsOf, groupsOf, outputsDraftOf, validateOutputs } from './outputs-draft.ts'
import { outputsFromSamples } from './outputs-from-samples.ts'
import { fieldsOfProposal, keyOfProposed } from './proposed-output.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** True to print the table of all events. */
    isTold: boolean
  }
}

/**
 * Example payloads of about 4 MB. `require` loads them, because Vitest would transform an import into a
 * module.
 */
const examples: typeof Examples = createRequire(import.meta.url)('@octokit/webhooks-examples')

/** Returns GitHub's example bodies, by event and action. */
const bodiesOf = (): Map<string, unknown[]> => {
  const pairs = new Map<string, unknown[]>()
  for (const event of examples)
    for (const body of event.examples) {
      const name = 'action' in body ? `${event.name} ${body.action}` : event.name
      pairs.set(name, [...(pairs.get(name) ?? []), body])
    }
  return pairs
}

/** Returns the paths of all texts, numbers and booleans in a value. */
const scalarsIn = (value: unknown, path: Path = []): Path[] => {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => scalarsIn(item, [...path, index]))
  if (!isJsonObject(value)) return [path]
  return Object.entries(value).flatMap(([key, item]) => scalarsIn(item, [...path, key]))
}

const leadsTo = (path: Path, scalar: Path): boolean => path.every((step, depth) => scalar[depth] === step)

const pairs = [...bodiesOf()].map(([name, bodies]) => {
  const list = batchIn(bodies)
  const proposal = outputsFromSamples(bodies, list)
  const fields = fieldsOfProposal(proposal)
  let ids = 0
  const draft = acceptProposal(outputsDraftOf({ groups: [], runMode: false }, {}), {
    proposal,
    chosen: new Set(fields.map(({ path }) => keyOfProposed(path))),
    ends: { start: 'event', card: 'outputs' },
    newId: () => `new${++ids}`
  })
  const scalars = bodies.flatMap(body => scalarsIn(body).map(path => ({ body, path })))
  const reached = scalars.filter(({ body, path }) =>
    fields.some(field => leadsTo(field.path, path) && coerce(valueAt(body, field.path), field.dataType).ok)
  )
  return { name, list, proposal, draft, scalars: scalars.length, reached: reached.length }
})

test('there are 161 GitHub events with real bodies', () => {
  expect(pairs).toHaveLength(161)
})

test.each(pairs)(
  'the body of “$name” becomes outputs that need no correction',
  ({ list, proposal, draft, scalars, reached }) => {
    expect(list).toBeNull()
    expect(proposal.left).toEqual([])
    expect(reached).toBe(scalars)
    expect(OutputGroups.safeParse(groupsOf(draft)).error).toBeUndefined()
    expect(validateOutputs(draft)).toEqual({ groups: {}, fields: {} })
    for (const { id } of fieldsOf(draft)) expect(draft.inputs[id]?.kind).toBe('pill')
  }
)

test('the results are printed as a table', () => {
  const rows = pairs.map(({ name, draft, scalars, reached }) => ({
    event: name,
    groups: draft.groups.length,
    outputs: fieldsOf(draft).length,
    reached: `${reached} of ${scalars}`
  }))
  expect(rows.every(({ outputs }) => outputs > 0)).toBe(true)
  if (inject('isTold')) console.table(rows)
})
