import type { Header } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { signatureHeaders } from './signature-headers.ts'

/** Says of an event whose body was edited that its signature is still that of the old one. */
export const SignatureNote = ({ isEdited, headers }: { isEdited: boolean; headers: readonly Header[] }) => {
  const names = signatureHeaders(headers)
  if (!isEdited || names.length === 0) return null
  return (
    <Notice tone="warn">
      {`The body was edited, and ${names.join(', ')} still signs the old one: Hookwright does not sign test events yet. A flow that checks it will refuse this event; put the old body back, or let the service send one.`}
    </Notice>
  )
}
