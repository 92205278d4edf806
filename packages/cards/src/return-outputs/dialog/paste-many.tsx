import { Button, Dialog, TextArea } from '@hookwright/ui'
import { useState } from 'react'
import { type PastedOutput, readPastedOutputs } from '../pasted-outputs.ts'

/** Dialog that adds many outputs at once, from lines of text or the columns of a table. */
export const PasteMany = ({
  group,
  onOutputs,
  onClose
}: {
  /** Name of the group to add the outputs to. */
  group: string
  onOutputs: (outputs: PastedOutput[]) => void
  onClose: () => void
}) => {
  const [text, setText] = useState('')
  const outputs = readPastedOutputs(text)
  const add = (): void => {
    if (outputs.length === 0) return
    onOutputs(outputs)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Paste outputs into ${group}`}
      size="w-140"
      onApply={add}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={outputs.length === 0} onClick={add}>
            {outputs.length === 1 ? 'Add 1 output' : `Add ${outputs.length} outputs`}
          </Button>
        </>
      }
    >
      <TextArea
        label="Outputs"
        rows={9}
        value={text}
        onValueChange={setText}
        placeholder={'First name, Text, record.firstName\nLevel, Number, record.level\nrecord.email'}
        description="One output per line: label, data type and path, or only a path. You can also paste columns from a table."
        inputClass="font-code text-code"
      />
    </Dialog>
  )
}
