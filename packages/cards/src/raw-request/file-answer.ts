import type { CardEffects, HttpRequest, HttpResponse } from '@hookwright/engine'
import { bareFileName, bytesOf, type ContentFile, headerParametersIn, textOf } from '@hookwright/model'
import { fileWithId } from '../kernel/file-with-id.ts'
import { refuseFailure } from './read-answer.ts'

/** Header values are read byte by byte; the text of those that are UTF-8. */
const asUtf8 = (header: string): string =>
  [...header].every(character => character <= '\xff')
    ? (textOf(Uint8Array.from(header, character => character.charCodeAt(0))) ?? header)
    : header

const lastOfPath = (url: string): string => {
  const [path = ''] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)
  const last = path.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** Name of a file: that of the Content-Disposition header, otherwise the last segment of the URL. */
const nameOf = (headers: Record<string, string>, url: string): string => {
  const named = headerParametersIn(asUtf8(headers['content-disposition'] ?? '')).get('filename') ?? ''
  return bareFileName(named.trim() === '' ? lastOfPath(url) : named)
}

/** Answers that have no body whatever they were asked. */
const bodiless = new Set([204, 205, 304])

/**
 * The outputs for an answer whose body is a file; null for an answer that has no body. Throws as `refuseFailure` does with
 * `failOnError`.
 */
export const fileOutputs = (
  request: HttpRequest,
  answer: HttpResponse,
  { failOnError, fx }: { failOnError: boolean; fx: Pick<CardEffects, 'crypto'> }
): { statusCode: number; headers: Record<string, string>; file: ContentFile | null } => {
  if (failOnError) refuseFailure(request, answer)
  const { status, headers, body, url = request.url } = answer
  if (request.method === 'HEAD' || bodiless.has(status)) return { statusCode: status, headers, file: null }
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const bytes = answer.bytes ?? bytesOf(body)
  return { statusCode: status, headers, file: fileWithId(bytes, { name: nameOf(headers, url), type }, fx) }
}
