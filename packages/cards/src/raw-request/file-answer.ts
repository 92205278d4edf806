import type { CardEffects, HttpRequest, HttpResponse } from '@hookwright/engine'
import { bareFileName, bytesOf, type ContentFile, headerParametersIn, textOf } from '@hookwright/model'
import { fileWithId } from '../kernel/file-with-id.ts'
import type { AnswerConfig } from './answer-config.ts'
import { refuseErrorInBody, refuseFailure } from './read-answer.ts'

/** Decodes a header value as UTF-8. In the given text, each character stands for one byte. */
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

/** Returns the file name in the Content-Disposition header, otherwise the last segment of the URL. */
const nameOf = (headers: Record<string, string>, url: string): string => {
  const named = headerParametersIn(asUtf8(headers['content-disposition'] ?? '')).get('filename') ?? ''
  return bareFileName(named.trim() === '' ? lastOfPath(url) : named)
}

/** Response statuses that never have a body. */
const bodiless = new Set([204, 205, 304])

/**
 * Returns the outputs of a response with a file as its body. `null` if it has no body. Services may send an
 * error instead of a file, so the errors of `refuseErrorInBody` are thrown and, with `failOnError`, those of
 * `refuseFailure`.
 */
export const fileOutputs = (
  request: HttpRequest,
  answer: HttpResponse,
  { fx, ...config }: { failOnError: boolean; fx: Pick<CardEffects, 'crypto'> } & AnswerConfig
): { statusCode: number; headers: Record<string, string>; file: ContentFile | null } => {
  if (config.failOnError) refuseFailure(request, answer)
  refuseErrorInBody(request, answer, config)
  const { status, headers, body, url = request.url } = answer
  if (request.method === 'HEAD' || bodiless.has(status)) return { statusCode: status, headers, file: null }
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const bytes = answer.bytes ?? bytesOf(body)
  return { statusCode: status, headers, file: fileWithId(bytes, { name: nameOf(headers, url), type }, fx) }
}
