import { codeOfReservedName, type FlowKind, reservedNameOf, validateFlowName } from '@hookwright/model'
import { Button, Checkbox, Dialog, Notice, TextArea, TextField } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import type { FlowDocState } from './flow-doc/flow-doc-state.ts'
import { isUnsaved } from './flow-doc/save-state.ts'
import { formatSaveAll } from './format-save-all.ts'
import { useCanvas, useDoc, useUiState } from './use-canvas.tsx'

/** Returns an error message for an invalid flow name; null for a valid one. */
const errorOf = (name: string, others: string[], kind: FlowKind | null): string | null => {
  const trimmed = name.trim()
  if (trimmed === '') return 'Enter a name for the flow.'
  const reserved = codeOfReservedName(trimmed, kind)
  if (reserved !== null)
    return `The name “${trimmed}” is reserved for a system flow (${reserved}). Choose another name.`
  if (others.some(other => other.toLowerCase() === trimmed.toLowerCase()))
    return `A flow named “${trimmed}” already exists here. Choose another name.`
  return trimmed === reservedNameOf(kind) ? null : validateFlowName(trimmed)
}

const SaveForm = ({
  others,
  verb,
  onSaved,
  onDone
}: {
  others: string[]
  /** Label of the save action on this page. */
  verb: string
  onSaved: () => void
  onDone: () => void
}) => {
  const canvas = useCanvas()
  const about = useDoc((doc: FlowDocState) => doc.about)
  const kind = canvas.kind()
  const [name, setName] = useState(about.name ?? reservedNameOf(kind) ?? '')
  const [description, setDescription] = useState(about.description)
  const [saveAll, setSaveAll] = useState(about.saveAll)
  const [busy, setBusy] = useState(false)
  const [touched, setTouched] = useState(false)
  const { data: rules } = useQuery(useTrpc().keeping.rules.queryOptions())
  const words = formatSaveAll({ before: about.saveAll, after: saveAll, days: rules?.payloadDays ?? 30 })
  const error = errorOf(name, others, kind)

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (error !== null) return
    setBusy(true)
    canvas.doc.describe({ name: name.trim(), description, saveAll })
    await canvas.doc.flush()
    setBusy(false)
    onDone()
    if (!isUnsaved(canvas.doc.store.getState().save)) onSaved()
  }

  return (
    <form className="flex flex-col gap-4" onSubmit={event => void save(event)} noValidate>
      <TextField
        label="Name"
        required
        value={name}
        onValueChange={next => {
          setName(next)
          setTouched(true)
        }}
        error={touched ? error : null}
        maxLength={100}
        autoComplete="off"
      />
      <TextArea
        label="Description"
        value={description}
        onValueChange={setDescription}
        maxLength={2_000}
        description="What the flow does, and what to know before changing it."
      />
      <Checkbox
        label="Save all data of deliveries and runs"
        description={words.about}
        checked={saveAll}
        onCheckedChange={setSaveAll}
      />
      {words.change !== null && <Notice tone="info">{words.change}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" busy={busy} disabled={touched && error !== null}>
          {verb}
        </Button>
      </div>
    </form>
  )
}

/** Dialog for the name and the description of the flow. */
export const SaveDialog = ({ others }: { others: string[] }) => {
  const canvas = useCanvas()
  const open = useUiState(ui => ui.dialog === 'save')
  const then = useUiState(ui => ui.onceSaved)
  const close = (): void => canvas.ui.setState({ dialog: null, onceSaved: null })
  return (
    <Dialog
      open={open}
      onOpenChange={next => !next && close()}
      title="Save flow"
      {...(then !== null && { description: 'Name the flow first, so that you can find it in the history.' })}
    >
      {open && (
        <SaveForm
          others={others}
          verb={then === null ? 'Save' : `Save and ${then.verb}`}
          onSaved={() => then?.run()}
          onDone={close}
        />
      )}
    </Dialog>
  )
}
