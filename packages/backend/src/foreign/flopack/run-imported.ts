import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { runWith } from '@hookwright/engine/testing'
import type { FlowSignature, Problem } from '@hookwright/model'
import { convertForeign } from '../open-foreign.ts'
import { type WrittenCard, writeFlopack, writeFlow } from '../testing.ts'

export { from, item, joinsTo, writeFlow } from '../testing.ts'

/** Test case: flows of a file, the inputs of the first flow, and its expected result by label. */
export type FlowCase = [
  name: string,
  flows: Record<string, { name: string; flow: object }>,
  inputs: Record<string, unknown>,
  result: Record<string, unknown>
]

let ids = 0
export const newTestId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`

type Imported = Extract<ReturnType<typeof convertForeign>, { ok: true }>['content']

const signaturesOf = (flows: Imported['flows']): Map<string, FlowSignature> =>
  new Map(
    flows.flatMap((made): [string, FlowSignature][] => {
      const found = signatureOf(made, cardSpecs)
      return found === null ? [] : [[made.id, found]]
    })
  )

/** Returns the problems of imported flows. The flows may call each other. */
export const problemsIn = ({ flows }: Pick<Imported, 'flows'>): Problem[] => {
  const catalog = { ...emptyCatalog, flows: signaturesOf(flows) }
  return flows.flatMap(({ doc }) => problemsOf(doc, cardSpecs, catalog))
}

/** Imports flows and runs the first flow with the engine. Returns its result, by label. */
export const runImported = async (
  flows: Record<string, { name: string; flow: object }>,
  inputs: Record<string, unknown> = {}
) => {
  const read = convertForeign(writeFlopack(flows), { specs: cardSpecs, newId: newTestId })
  if (!read.ok) throw new Error(read.why)
  const { flows: made, cards } = read.content
  const signatures = signaturesOf(made)
  const catalog = { ...emptyCatalog, flows: signatures }
  const [main] = made
  if (main === undefined) throw new Error('no flow')
  const signature = signatures.get(main.id)
  const params = Object.fromEntries(
    Object.entries(inputs).map(([label, value]) => [
      signature?.inputs.find(field => field.label === label)?.id ?? label,
      value
    ])
  )
  const outcome = await runWith(main.doc, params, {
    specs: cardSpecs,
    catalog,
    flows: new Map(made.map(flow => [flow.id, flow.doc]))
  })
  if (outcome.status.is === 'failed') throw new Error(outcome.status.fault.message)
  const labels = new Map(
    signature?.outputs.flatMap(group => group.fields.map(({ id, label }) => [id, label]))
  )
  const result = Object.fromEntries(
    Object.entries(outcome.result ?? {}).map(([id, value]) => [labels.get(id) ?? id, value])
  )
  return {
    result,
    problems: problemsIn(read.content),
    notes: cards.filter(({ outcome: how }) => how === 'note')
  }
}

/** Creates the start card of a helper flow. `out` contains the types of its outputs by name. */
export const start = (out: Record<string, string> = {}): WrittenCard => ({
  ...{ id: 'start', op: 'control.callable', name: 'Helper Flow' },
  out
})

/** Creates a Return card that returns these values. */
export const end = (
  values: NonNullable<WrittenCard['in']>,
  types: Record<string, string> = {}
): WrittenCard => ({
  ...{ id: 'end', op: 'control.return', name: 'Return' },
  in: values,
  types
})

/** Card of a connector, for tests: reads a user at the service “acmehr”. */
export const readUser: WrittenCard = {
  ...{ id: 'read', op: 'readUser', service: 'acmehr', name: 'Read User' },
  in: { 'User/ID': 'u1' },
  out: { 'Output/Email': 'string' }
}

/** Creates the first flow of a file, which the test runs. */
export const flow = (...cards: WrittenCard[]) => ({ name: 'Main', flow: writeFlow(cards) })

export const helper = (name: string, ...cards: WrittenCard[]) => ({ name, flow: writeFlow(cards) })

export const one = (...cards: WrittenCard[]) => ({ main: flow(...cards) })
