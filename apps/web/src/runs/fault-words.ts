import type { FaultData } from '@hookwright/model'

/** What failed, in parts: a title, why, what the service said, and what to try. */
export interface FaultWords {
  title: string
  cause: string
  /** The service's own words, as they came; null when it said none. */
  reply: string | null
  tryThis: string
}

const byStatus = (status: number): string => {
  if (status === 401)
    return 'The service does not know who asks: check the values of the connection, then replay.'
  if (status === 403)
    return 'The account of the connection may not do this: look at what the service lets it do, or take another connection, then replay.'
  if (status === 404)
    return 'There is nothing at this URL: check the URL of the card and the values that are put into it.'
  if (status === 408 || status === 429) return 'The service is busy: wait a while, then replay.'
  if (status >= 500) return 'The service itself failed: look whether it is up, then replay.'
  return 'The service did not accept the request: compare what the card sent with what the reply asks for, then replay.'
}

/** What to do where the sentence of a fault does not say it. */
const advice: Partial<Record<FaultData['code'], string>> = {
  'http.no-answer': 'Look whether the service is up and the host of the URL is right, then replay.',
  'http.timed-out': 'Look whether the service is slow or hangs, then replay.',
  'http.url': 'Check the URL of the card and the values that are put into it.',
  'http.header': 'Check the headers of the card and the values that are put into them.',
  'card.not-json': 'Look at the text that the card took: what gives it may answer with something else.',
  'card.failed': 'The flow itself ends here on purpose: look at the values that the card took.'
}

const titles: Partial<Record<FaultData['code'], string>> = {
  'http.no-answer': 'The service did not answer',
  'http.timed-out': 'The service took too long',
  'http.not-json': 'The answer is not JSON',
  'http.answer-too-large': 'The answer is too large',
  'http.redirected': 'The service sends elsewhere',
  'http.url': 'The URL cannot be used',
  'http.header': 'A header cannot be sent',
  'http.refused-address': 'The address is closed to requests',
  'http.host-not-allowed': 'The host is not allowed',
  'card.input-missing': 'An input got nothing',
  'card.input-type': 'An input got a value of another type',
  'card.failed': 'The flow stopped with an error',
  'card.not-json': 'A text is not JSON',
  'card.config': 'A card is not set up',
  'run.fuel': 'The run took too many steps',
  'run.depth': 'Helper flows call each other too deep',
  'run.interrupted': 'The server stopped in the middle'
}

const elsewise = 'Mend the card that failed, apply the changes, then replay the delivery.'

/** What failed, for someone who wants to mend it. */
export const faultWords = ({ code, message, details }: FaultData): FaultWords => {
  if (code === 'http.status') {
    const { method, url, status, body } = details
    return {
      title: `The service answered ${status}`,
      cause: `${method} ${url} was answered with ${status}.`,
      reply: typeof body === 'string' && body !== '' ? body : null,
      tryThis: byStatus(Number(status))
    }
  }
  return {
    title: titles[code] ?? 'A card failed',
    cause: message,
    reply: null,
    tryThis: advice[code] ?? elsewise
  }
}

/** The same as Markdown, to be handed to someone who can help. */
export const faultAsMarkdown = (fault: FaultData, where: string): string => {
  const { title, cause, reply, tryThis } = faultWords(fault)
  const quoted = reply === null ? [] : ['', '```', reply, '```']
  return [`**${title}** at ${where} (\`${fault.code}\`)`, '', cause, ...quoted, '', tryThis].join('\n')
}
