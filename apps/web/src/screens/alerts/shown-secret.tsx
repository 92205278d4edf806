import { Button, Notice, TextField } from '@hookwright/ui'
import { Copy } from 'lucide-react'
import { useCopy } from '../../kit/page/use-copy.ts'

/** Returns a label for use within a sentence: “Signing key” becomes “signing key”, “API key” stays. */
const withinSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label

/** New secret, with a note that it is shown only once. */
export const ShownSecret = ({
  label,
  secret,
  note,
  onDone
}: {
  label: string
  secret: string
  note: string
  onDone: () => void
}) => {
  const copy = useCopy()
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn">
        {`Copy this ${withinSentence(label)} now; it will not be shown again. ${note}`}
      </Notice>
      <TextField label={label} readOnly value={secret} onValueChange={() => {}} autoComplete="off" />
      <div className="flex justify-end gap-2">
        <Button
          icon={<Copy aria-hidden className="size-4" />}
          onClick={() => void copy(secret, 'Copied to the clipboard.')}
        >
          Copy
        </Button>
        <Button look="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
