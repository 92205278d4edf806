import {
  type CardSpec,
  type Catalog,
  defineCard,
  emptyCatalog,
  outputs,
  ports,
  type Specs,
  signatureOf
} from '@hookwright/engine'
import {
  type Card,
  type Choices,
  type Field,
  type Flow,
  type FlowSignature,
  type Json,
  one
} from '@hookwright/model'
import { z } from 'zod'
import type { Row } from './view/row.ts'

/** Field without undefined properties, so that it is also valid JSON for a config. */
export type WrittenField = Omit<Field, 'choices' | 'initial'> & { choices?: Choices; initial?: Json }

/** Returns a required text field. `parts` replaces some of its properties. */
export const field = (id: string, label: string, parts: Partial<WrittenField> = {}): WrittenField => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: true,
  ...parts
})

/** Returns a new card, with the given parts replacing the defaults. */
export const put = (spec: CardSpec, id: string, parts: Partial<Card> = {}): Card => ({
  type: spec.type,
  inputs: {},
  ...spec.blank(),
  ...parts,
  id
})

/** Returns a catalog that contains these flows, each with the signature derived from its cards. */
export const catalogWithFlows = (
  specs: Specs,
  flows: Record<string, Flow>,
  parts: Partial<Catalog> = {}
): Catalog => {
  const signatures = Object.entries(flows).flatMap(([id, doc]): [string, FlowSignature][] => {
    const found = signatureOf({ id, name: id, doc }, specs)
    return found === null ? [] : [[id, found]]
  })
  return { ...emptyCatalog, flows: new Map(signatures), ...parts }
}

/** Card that sends an HTTP request to a service. Tests use it to simulate failures. */
export const ask = defineCard<Record<string, never>>({
  type: 'ask',
  title: 'Ask',
  group: 'API Connector',
  config: z.strictObject({}),
  blank: () => ({ config: {} }),
  ports: () => ports({ outputs: [{ id: 'body', label: 'Body', type: one('text') }] }),
  sideEffects: 'effect',
  execute: async ({ http }) => {
    const answer = await http({
      method: 'GET',
      url: '/things',
      query: {},
      headers: {},
      body: null,
      authenticate: true,
      timeout: 30_000
    })
    return outputs({ body: answer.body })
  }
})

/** Formats a row of a card as short text for test expectations. */
export const formatRow = (row: Row): string => {
  switch (row.kind) {
    case 'section':
      return `# ${row.label}${row.action === undefined ? '' : ` [${row.action.label}]`}`
    case 'part':
      return `(${row.key})`
    case 'output':
      return `< ${row.label}${row.required ? ' *' : ''}`
    case 'input':
      return `> ${row.port.label}${row.port.required ? ' *' : ''}`
    case 'message':
      return `! ${row.problem.code}${row.dialog === undefined ? '' : ` → ${row.dialog}`}`
    case 'lost':
      return `? ${row.at.field}`
    case 'failure':
    case 'setting':
    case 'key':
    case 'add':
      return row.kind
  }
}
