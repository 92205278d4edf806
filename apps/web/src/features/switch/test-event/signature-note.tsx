import type { Header } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { formatSigningNote, type TestSignature } from './format-signature.ts'
import { signatureHeaders } from './signature-headers.ts'

/**
 * Notice about the signature of a test event.
 *
 * If the receiving rules require no signature and the body was edited, it warns that the signature header no
 * longer matches. Cards of the flow may still verify that header.
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
  const words = formatSigningNote(signature)
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
      {`The body was edited, but ${names.join(', ')} still signs the old body. The receiving rules require no signature, so Hookwright does not create one; a card that verifies it will reject this event.`}
    </Notice>
  )
}
