import { Fault } from '@hookwright/model'
import type { ZodError } from 'zod'

type Issue = ZodError['issues'][number]

/** Returns true for messages of Hookwright's own schemas, which are sentences; zod's messages are not. */
const isSentence = (message: string): boolean => message.endsWith('.')

const namesOf = (keys: string[]): string => keys.map(key => `“${key}”`).join(', ')

const sentenceOf = (issue: Issue): string => {
  const place = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const where = place === '' ? 'The input' : `The input at “${place}”`
    return `${where} has unknown keys (${namesOf(issue.keys)}). Remove them.`
  }
  if (isSentence(issue.message)) return place === '' ? issue.message : `${issue.message} (at ${place})`
  const what = place === '' ? 'The input' : `The value at “${place}”`
  return `${what} is not valid (${issue.message}). Correct it and try again.`
}

/** Converts a schema error into a fault. Its message is about the first issue. */
export const inputFault = ({ issues: [issue] }: ZodError): Fault =>
  new Fault('input.invalid', {
    what: issue === undefined ? 'The input is not valid.' : sentenceOf(issue)
  })
