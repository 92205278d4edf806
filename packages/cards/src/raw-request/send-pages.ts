import { type CardContext, type Outcome, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { firstPageOf, nextPageOf, type PageRequest, recordsOf, requestForPage } from './next-page.ts'
import { readAnswer } from './read-answer.ts'
import type { RequestConfig } from './request-config.ts'
import { type RequestRules, requestOf, sendRequest } from './send-request.ts'

/** Maximum total size of all pages, in bytes. */
const MOST_COLLECTED = 32_000_000

/** Received page as stored in the journal, so that it is not requested again after a restart. */
interface KeptPage {
  statusCode: number
  headers: Record<string, string>
  records: unknown[]
  next: PageRequest | null
  size: number
}

/**
 * Requests all pages and collects their records, up to the limits. Each page is a separate effect. Throws the
 * faults of `sendRequest`, and `card.failed` if a page repeats, contains no list, or the pages are too large
 * in total.
 */
const sendPages = async (work: CardContext<RequestConfig>, rules: RequestRules): Promise<Outcome> => {
  const { config, name } = work
  const { maxPages, maxRecords } = config
  const records: unknown[] = []
  const seen = new Set<string>()
  let next: PageRequest | null = firstPageOf(config)
  let last: Pick<KeptPage, 'statusCode' | 'headers'> = { statusCode: 0, headers: {} }
  let pages = 0
  let size = 0
  while (next !== null && pages < maxPages && records.length < maxRecords) {
    const asked: PageRequest = next
    const key = JSON.stringify(asked)
    if (seen.has(key)) {
      throw new Fault('card.failed', {
        message: `“${name}” stopped after ${pages} pages because the next page had already been requested. Check the pagination settings and the response of the service.`
      })
    }
    seen.add(key)
    const progress = { card: name, pages: pages + 1, records: records.length }
    // The journal gives back what `sendPage` returned.
    const page = (await work.part(pages, part =>
      sendPage(part, rules, asked, progress)
    )) as unknown as KeptPage
    pages += 1
    size += page.size
    if (size > MOST_COLLECTED) {
      throw new Fault('card.failed', {
        message: `“${name}” received more than ${MOST_COLLECTED / 1_000_000} MB in ${pages} pages. Lower “Page limit” or “Record limit”, or request fewer records.`
      })
    }
    for (const record of page.records) records.push(record)
    last = page
    next = page.next
  }
  const more = next !== null || records.length > maxRecords
  const { statusCode, headers } = last
  return outputs({ records: records.slice(0, maxRecords), pages, more, statusCode, headers })
}

/** Sends the request of a card, or the requests for all its pages. */
export const sendAsSet = (work: CardContext<RequestConfig>, rules: RequestRules): Promise<Outcome> =>
  work.config.pages === 'none' ? sendRequest(work, rules) : sendPages(work, rules)

const sendPage = async (
  work: CardContext<RequestConfig>,
  rules: RequestRules,
  asked: PageRequest,
  progress: { card: string; pages: number; records: number }
): Promise<Record<string, unknown>> => {
  const { config } = work
  const place = { parameterIn: config.parameterIn, card: progress.card }
  const request = requestForPage(requestOf(work, rules), asked, place)
  const answer = await work.http(request, config.retry)
  const { statusCode, headers, json } = readAnswer(request, answer, { ...config, expectJson: true })
  const isEmpty = answer.body.trim() === ''
  const records = isEmpty ? [] : [...recordsOf(json, config, { card: progress.card, number: progress.pages })]
  const page = { json, headers, url: answer.url ?? request.url, records }
  const next = nextPageOf(config, page, { ...progress, records: progress.records + records.length })
  return { statusCode, headers, records, next, size: answer.body.length } satisfies KeptPage
}
