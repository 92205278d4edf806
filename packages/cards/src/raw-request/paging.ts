import type { OutputPort, Setting } from '@hookwright/engine'
import { anyList, one } from '@hookwright/model'
import { z } from 'zod'

const wholeBetween = (what: string, min: number, max: number) => {
  const sentence = `${what} must be a whole number from ${min} to ${max}. Change it.`
  return z.int(sentence).min(min, sentence).max(max, sentence)
}

const MOST_PAGES = 1_000
const MOST_RECORDS = 100_000

/** Settings for pagination. */
export const pagingShape = {
  pages: z
    .enum(
      ['none', 'link', 'cursor', 'page', 'offset'],
      'The pagination setting is invalid. Choose one from the list.'
    )
    .default('none'),
  /** Path of the list of records in the body; empty where the body is the list. */
  recordsAt: z.string().max(500).default(''),
  /** Path of the next link or the cursor in the body. If empty, the next link of the Link header is used. */
  nextAt: z.string().max(500).default(''),
  /** Query parameter, or path in the JSON body, for the cursor, page or offset. */
  pageParameter: z.string().max(200).default(''),
  parameterIn: z
    .enum(['query', 'body'], 'The setting “Parameter in” is invalid. Choose a value from the list.')
    .default('query'),
  firstPage: wholeBetween('The first page', 0, 1).default(1),
  maxPages: wholeBetween('The page limit', 1, MOST_PAGES).default(100),
  maxRecords: wholeBetween('The record limit', 1, MOST_RECORDS).default(10_000)
}

export type Paging = z.infer<z.ZodObject<typeof pagingShape>>

const inModes = (...values: Paging['pages'][]) => ({ shownFor: { key: 'pages', values } })

/** Setting for the kind of pagination. */
export const pagesSetting: Setting = {
  kind: 'choice',
  key: 'pages',
  label: 'Pagination',
  choices: [
    { value: 'none', label: 'None' },
    { value: 'link', label: 'Next link' },
    { value: 'cursor', label: 'Cursor' },
    { value: 'page', label: 'Page number' },
    { value: 'offset', label: 'Offset' }
  ]
}

/** Settings of the chosen kind of pagination. */
export const pagingSettings: Setting[] = [
  { kind: 'text', key: 'recordsAt', label: 'Records path', ...inModes('link', 'cursor', 'page', 'offset') },
  { kind: 'text', key: 'nextAt', label: 'Next page path', ...inModes('link', 'cursor') },
  { kind: 'text', key: 'pageParameter', label: 'Parameter', ...inModes('cursor', 'page', 'offset') },
  {
    kind: 'choice',
    key: 'parameterIn',
    label: 'Parameter in',
    choices: [
      { value: 'query', label: 'Query' },
      { value: 'body', label: 'JSON body' }
    ],
    ...inModes('cursor', 'page', 'offset')
  },
  { kind: 'number', key: 'firstPage', label: 'First page', min: 0, max: 1, unit: '', ...inModes('page') },
  {
    kind: 'number',
    key: 'maxPages',
    label: 'Page limit',
    min: 1,
    max: MOST_PAGES,
    unit: '',
    ...inModes('link', 'cursor', 'page', 'offset')
  },
  {
    kind: 'number',
    key: 'maxRecords',
    label: 'Record limit',
    min: 1,
    max: MOST_RECORDS,
    unit: '',
    ...inModes('link', 'cursor', 'page', 'offset')
  }
]

/** Outputs of a card that collects the records of all pages. */
export const pagingOutputs: OutputPort[] = [
  { id: 'records', label: 'Records', type: anyList },
  { id: 'pages', label: 'Pages', type: one('number') },
  { id: 'more', label: 'More Available', type: one('boolean') },
  { id: 'statusCode', label: 'Status Code', type: one('number') },
  { id: 'headers', label: 'Headers', type: one('object') }
]
