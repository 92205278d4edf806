import type { Receiving, Scheme } from './receiving.ts'
import { parsePath, parseTemplate } from './template.ts'

/**
 * Strength of the check of a request. `none`: not at all; `token`: the sender knows a secret; `content`: the
 * content is also known to be unchanged.
 */
export type Proof = 'none' | 'token' | 'content'

const rootOf = (path: string): string => String(parsePath(path)?.[0] ?? '')

/**
 * Returns true if the scheme signs the body. It may sign the whole body, a form, a hash of the body, or some
 * fields other than the signature.
 */
const signsContent = ({ algorithm, content, also, signature }: Scheme): boolean => {
  const texts = [
    ...(algorithm === 'token' || algorithm === 'jwt' ? [] : [content]),
    ...also.map(({ right }) => right)
  ]
  const place = signature.from === 'json' ? rootOf(signature.name) : ''
  if (signature.from === 'body') return true
  return texts.some(text => {
    const parsed = parseTemplate(text)
    return (
      parsed.ok &&
      parsed.parts.some(
        part =>
          typeof part === 'object' &&
          (part.kind === 'body' ||
            // Of a form that holds its signature, single fields may be nothing but a time and a token.
            (part.kind === 'form' && (part.name === '' || signature.from !== 'form')) ||
            (part.kind === 'json' && rootOf(part.name) !== place))
      )
    )
  })
}

/**
 * Returns true if every key comes from the registration at the service. Without a registration, all events
 * are refused.
 */
export const needsRegistration = ({ verify }: Receiving): boolean =>
  verify.length > 0 && verify.every(({ key }) => key.from === 'registration')

/** Returns the proof that a card's rules require: the weakest of their schemes, since any scheme suffices. */
export const proofOf = ({ verify }: Receiving): Proof =>
  verify.length === 0 ? 'none' : verify.every(signsContent) ? 'content' : 'token'
