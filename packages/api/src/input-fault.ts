import { Fault } from '@hookwright/model'
import type { ZodError } from 'zod'

type Issue = ZodError['issues'][number]

/** Our own messages are sentences; those that zod words itself are not, and become part of one. */
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

/** An input that does not fit its schema, as a fault: the sentence is about the first thing that is wrong. */
export const inputFault = ({ issues: [issue] }: ZodError): Fault =>
  new Fault('input.invalid', {
    what: issue === undefined ? 'The input is not valid.' : sentenceOf(issue)
  })
