import { cutText, type ForeignRequest, freeFlowName, type JsonObject, requestCardOf } from '@hookwright/model'
import { z } from 'zod'
import { createDraftFlow, type DraftInput, type Strip } from '../draft-flow.ts'
import type { CardReport, ConvertOptions, ForeignReading } from '../report.ts'

const Named = z.object({ name: z.string(), value: z.string().catch('') })

const Entry = z.object({
  _resourceType: z.string().nullish().catch(null),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(Named).catch([]),
    postData: z
      .object({
        mimeType: z.string().catch(''),
        text: z.string().nullish().catch(null),
        params: z.array(Named).catch([])
      })
      .nullish()
      .catch(null)
  }),
  response: z
    .object({ content: z.object({ mimeType: z.string().catch('') }).catch({ mimeType: '' }) })
    .catch({ content: { mimeType: '' } })
})
type Entry = z.infer<typeof Entry>

const Har = z.object({
  log: z.object({ entries: z.array(Entry).max(20_000, 'it has more than 20000 requests') })
})

/** Requests that a browser recorded. */
export type HarFile = Entry[]

/** Reads a HAR file from parsed JSON. If it is invalid, returns the reason as a sentence. */
export const readHar = (value: unknown): { ok: true; file: HarFile } | { ok: false; why: string } => {
  const parsed = Har.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.map(String).join(' ▸ ') ?? ''
    return {
      ok: false,
      why: `The HAR file cannot be read at ${place}: ${issue?.message ?? 'unexpected structure'}. Save it again.`
    }
  }
  const { entries } = parsed.data.log
  if (entries.length === 0)
    return { ok: false, why: 'The HAR file has no requests. Record some, then save it again.' }
  return { ok: true, file: entries }
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Returns the reason why a request cannot become a card, as a sentence. Null if it can. */
const whyNot = ({ request: { method, url } }: Entry): string | null => {
  if (!methods.has(method.toUpperCase()))
    return `Raw Request does not support the method ${cutText(method, 20)}.`
  return /^https?:\/\//i.test(url) && URL.canParse(url)
    ? null
    : 'The URL of the request is not a valid http or https URL.'
}

/**
 * Returns true for a request that a program made, such as a call of an API. Requests for pages, images and
 * fonts do not count.
 */
const isLikely = (entry: Entry): boolean => {
  const { _resourceType: type, request, response } = entry
  if (whyNot(entry) !== null) return false
  if (type === 'xhr' || type === 'fetch') return true
  return (
    type == null && (/json|xml/i.test(response.content.mimeType) || request.method.toUpperCase() !== 'GET')
  )
}

/** Headers that a browser adds automatically. */
const ownHeader =
  /^(:|sec-|accept-encoding$|accept-language$|user-agent$|origin$|referer$|host$|connection$|content-length$|cache-control$|pragma$|priority$|dnt$|te$|if-)/i

const labelOfEntry = ({ request: { method, url } }: Entry): string => {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: url }
  return cutText(`${method.toUpperCase()} ${host}${pathname}`, 200)
}

/**
 * Converts a recorded entry to a request. Removes headers that the browser added, and credentials in the URL.
 */
const requestOf = ({ request: { postData, ...request } }: Entry): ForeignRequest => {
  const url = new URL(request.url)
  const names = [...url.searchParams.keys()]
  const query = new Set(names).size === names.length ? Object.fromEntries(url.searchParams) : {}
  if (Object.keys(query).length > 0) url.search = ''
  url.hash = ''
  url.username = ''
  url.password = ''
  const { mimeType = '', text = null, params = [] } = postData ?? {}
  const isUrlEncoded = /x-www-form-urlencoded/i.test(mimeType) && params.length === 0
  const fields = isUrlEncoded
    ? [...new URLSearchParams(text ?? '')].map(([name, value]) => ({ name, value }))
    : params
  return {
    ...{ method: request.method.toUpperCase(), url: url.toString(), query, body: text },
    headers: request.headers.filter(({ name }) => !ownHeader.test(name)),
    form: fields.length > 0 && /form/i.test(mimeType) ? fields : null,
    isMultipart: /multipart/i.test(mimeType),
    mayBeJson: /json/i.test(mimeType)
  }
}

const requestCard = (
  entry: Entry,
  report: CardReport
): { config: JsonObject; inputs: Record<string, DraftInput> } => {
  const { config, inputs, remarks } = requestCardOf(requestOf(entry))
  report.remarks.push(...remarks)
  return {
    config: { ...config, authenticate: false, expectJson: false },
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([field, value]): [string, DraftInput] => [field, { kind: 'value', value }])
    )
  }
}

/** Maximum number of requests in one flow. */
const MOST_PICKED = 500

/**
 * Converts the picked requests into a flow draft that sends them in order. If none are picked, converts the
 * first requests that programs made. Never throws.
 */
export const convertHar = (
  file: HarFile,
  { specs, newId, takenNames, picked }: ConvertOptions
): ForeignReading => {
  const name = freeFlowName('Recorded requests', takenNames)
  const catalog = { connectionFields: [], flows: new Map(), events: new Map(), actions: new Map() }
  const draft = createDraftFlow({ specs, catalog })
  const strip: Strip = []
  draft.add(strip, { type: 'manual-start', config: specs.get('manual-start')?.blank().config ?? {} })
  const likely = file.flatMap((entry, index) => (isLikely(entry) ? [index] : []))
  const wanted = new Set(picked ?? likely.slice(0, MOST_PICKED))
  const cards: CardReport[] = []
  for (const [index, entry] of file.entries()) {
    if (!wanted.has(index)) continue
    const report: CardReport = {
      ...{ flow: name, card: labelOfEntry(entry), operation: 'request', service: null },
      ...{ outcome: 'converted', inserted: [], remarks: [] }
    }
    cards.push(report)
    const why = whyNot(entry)
    if (why !== null) {
      report.outcome = 'note'
      report.remarks.push(why)
      draft.add(strip, { type: 'note', config: { text: `${report.card} was not converted. ${why}` } })
      continue
    }
    if (cards.length > MOST_PICKED)
      return { ok: false, why: `More than ${MOST_PICKED} requests are selected. Select fewer.` }
    draft.add(strip, { type: 'raw-request', title: report.card, ...requestCard(entry, report) })
  }
  return {
    ok: true,
    content: {
      source: 'har',
      flows: [{ id: newId(), name, description: '', active: true, saveAll: true, doc: draft.flow(strip) }],
      inFile: 1,
      cards,
      remarks:
        picked === null && likely.length > MOST_PICKED
          ? [
              `The recording has ${likely.length} API requests. Only the first ${MOST_PICKED} were imported because a flow cannot send more.`
            ]
          : [],
      choices: file.map((entry, index) => ({
        index,
        label: labelOfEntry(entry),
        isPicked: wanted.has(index)
      }))
    }
  }
}
