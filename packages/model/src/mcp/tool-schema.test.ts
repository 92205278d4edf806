import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { one } from '../fields/data-type.ts'
import type { Field } from '../fields/field.ts'
import type { FlowSignature } from '../flows/signature.ts'
import {
  inputSchemaOf,
  outputSchemaOf,
  readArguments,
  toolArgumentsOf,
  toolNameOf,
  toolOutputsOf
} from './tool-schema.ts'

const field = (id: string, label: string, over: Partial<Field> = {}): Field => ({
  ...{ id, label, fieldType: 'text-field', dataType: one('text'), required: false },
  ...over
})

const signature = (options: Field[], inputs: Field[] = []): FlowSignature => ({
  ...{ id: 'a', name: 'Create Issue', kind: 'action', options, inputs, runMode: false },
  inputGroups: [{ id: 'g', name: 'Group', fields: inputs }],
  outputs: [{ id: 'o', name: 'Made', fields: inputs }]
})

const argumentsOf = (options: Field[], inputs: Field[] = []) =>
  toolArgumentsOf(signature(options, inputs), new Set())

const newId = (): string => 'file-1'

describe('the arguments of a tool', () => {
  test('have unique keys that every client accepts, for any labels', () => {
    assert(
      property(array(string({ maxLength: 90 }), { maxLength: 12 }), labels => {
        const args = argumentsOf(labels.map((label, index) => field(`f${index}`, label)))
        const keys = args.map(({ key }) => key)
        expect(new Set(keys).size).toBe(labels.length)
        for (const key of keys) expect(key).toMatch(/^[a-z0-9_]{1,64}$/)
        expect(new Set(args.map(({ label }) => label.toLowerCase())).size).toBe(labels.length)
      })
    )
  })

  test('omit fixed values, and options that control the fields of the action', () => {
    const options = [field('repo', 'Repository'), field('kind', 'Kind'), field('way', 'Way')]
    const steered = {
      ...signature(options),
      inputGroups: [
        { id: 'g', name: 'G', fields: [], dynamic: { flowId: 'f', inputs: { kind: { option: 'kind' } } } }
      ]
    }
    expect(toolArgumentsOf(steered, new Set(['way'])).map(({ key }) => key)).toEqual(['repository'])
  })

  test('have a schema with types, choices and labels', () => {
    const rows = [
      { display: 'Urgent', value: '1' },
      { display: 'Later', value: '2' }
    ]
    const args = argumentsOf([
      field('a', 'Priority', {
        ...{ fieldType: 'dropdown', required: true, dataType: one('number') },
        choices: { from: 'static', rows }
      }),
      field('b', 'Tags', { dataType: { kind: 'text', list: true } }),
      field('c', 'Due', { dataType: one('date') })
    ])
    expect(inputSchemaOf(args)).toEqual({
      type: 'object',
      properties: {
        priority: { type: 'number', enum: [1, 2], title: 'Priority', description: '1: Urgent; 2: Later' },
        tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
        due: { type: 'string', format: 'date-time', title: 'Due' }
      },
      required: ['priority'],
      additionalProperties: false
    })
  })

  test('are read as the types of the fields', () => {
    const args = argumentsOf([
      field('a', 'Days', { dataType: one('number') }),
      field('b', 'Plan', { dataType: one('file') })
    ])
    const plan = { name: 'plan.txt', type: 'text/plain', content: 'SGVsbG8=' }
    expect(readArguments(args, { days: '3', plan }, newId)).toEqual({
      ok: true,
      values: { days: 3, plan: { id: 'file-1', ...plan, size: 5, encoding: 'base64' } }
    })
  })

  test('are refused with a sentence for each error', () => {
    const rows = [{ display: 'Open', value: 'open' }]
    const args = argumentsOf([
      field('a', 'State', { fieldType: 'dropdown', choices: { from: 'static', rows } }),
      field('b', 'Title', { required: true }),
      field('c', 'Plan', { dataType: one('file') })
    ])
    expect(readArguments(args, { state: 'shut', plan: { name: 'x' }, __proto__x: 1 }, newId)).toEqual({
      ok: false,
      flaws: [
        'The tool has no argument “__proto__x”. Remove it.',
        'The argument “state” must be one of open. Change it.',
        'The argument “title” is required. Add it.',
        'The argument “plan” must be a File with its name, and its content in Base64.'
      ]
    })
  })

  test('never make the parser throw', () => {
    const args = argumentsOf([
      field('a', 'A', { required: true }),
      field('b', 'B', { dataType: one('file') })
    ])
    const value = constantFrom(null, 1, 'x', true, [], {}, [null], { name: 1 }, { name: 'x', content: '!' })
    assert(
      property(value, value, (a, b) => {
        expect(typeof readArguments(args, { a, b }, newId).ok).toBe('boolean')
      })
    )
  })
})

test('the result of a tool contains status, run, and nullable outputs', () => {
  const outputs = toolOutputsOf(signature([], [field('f', 'Issue ID'), field('g', 'Größe')]))
  expect(outputSchemaOf(outputs)).toMatchObject({
    properties: {
      state: { enum: ['done', 'running', 'awaiting_approval'] },
      outputs: {
        properties: { issue_id: { anyOf: [{ type: 'string' }, { type: 'null' }] } }
      }
    },
    required: ['state', 'runId']
  })
  expect(outputs.map(({ key }) => key)).toEqual(['issue_id', 'gro_e'])
})

test('the name of a tool fits every client, and is unique', () => {
  expect(toolNameOf('GitHub', 'Create an Issue', new Set())).toBe('github_create_an_issue')
  expect(toolNameOf('GitHub', 'Create an Issue', new Set(['github_create_an_issue']))).toBe(
    'github_create_an_issue_2'
  )
  assert(
    property(string({ maxLength: 200 }), string({ maxLength: 200 }), (connector, action) => {
      expect(toolNameOf(connector, action, new Set())).toMatch(/^[a-z0-9_]{1,64}$/)
    })
  )
})
