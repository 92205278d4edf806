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

/** A field whose optional parts are there or absent, never undefined: a field and JSON at once, as configs want it. */
export type WrittenField = Omit<Field, 'choices' | 'initial'> & { choices?: Choices; initial?: Json }

/** Returns a required text field, with the parts that differ. */
export const field = (id: string, label: string, parts: Partial<WrittenField> = {}): WrittenField => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: true,
  ...parts
})

/** Returns a new card, with the parts that differ from a blank one. */
export const put = (spec: CardSpec, id: string, parts: Partial<Card> = {}): Card => ({
  type: spec.type,
  inputs: {},
  ...spec.blank(),
  ...parts,
  id
})

/** Catalog in which these flows are in reach, each with the signature that its cards give it. */
export const reaching = (
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

/** A card that asks a service, so that a test can let it fail in any way that effects can fail. */
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

/** Formats a row of a card as short text, for the expectations of tests. */
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
