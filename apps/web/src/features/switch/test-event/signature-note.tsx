import type { Header } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { type TestSignature, wordsBeforeSending } from './format-signature.ts'
import { signatureHeaders } from './signature-headers.ts'

/**
 * Says how an event will be signed. Of an event whose card checks nothing, it says when its body was edited and a header
 * still signs the old one, since cards of the flow may look at that.
 */
export const SignatureNote = ({
  signature,
  isEdited,
  headers
}: {
  signature: TestSignature | null
  isEdited: boolean
  headers: readonly Header[]
}) => {
  const words = wordsBeforeSending(signature)
  if (words !== null) {
    return signature?.is === 'not' ? (
      <Notice tone="warn">{words}</Notice>
    ) : (
      <p className="text-body text-ink-2">{words}</p>
    )
  }
  const names = signatureHeaders(headers)
  if (!isEdited || names.length === 0) return null
  return (
    <Notice tone="warn">
      {`The body was edited, and ${names.join(', ')} still signs the old one. The card’s rules demand no signature, so Hookwright makes none; a card of the flow that checks it will refuse this event.`}
    </Notice>
  )
}
