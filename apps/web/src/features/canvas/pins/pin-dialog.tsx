import type { CardId, FieldId, Json } from '@hookwright/model'
import { Button, Dialog, RadioGroup, TextArea } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { isPinned, pinValues, unpinCards, valuesToPin } from '../commands/pin-cards.ts'
import { parseFieldText, type StartField, typedText } from '../run/start-fields.ts'
import { TypedValue } from '../run/typed-value.tsx'
import { useCanvas, useDrawing, useUiState } from '../use-canvas.tsx'

type Mode = 'fields' | 'json'

const modes = [
  { value: 'fields', label: 'Fields' },
  { value: 'json', label: 'JSON' }
] as const

/**
 * Parses the outputs of a card from JSON. Returns `error`, a sentence with the error, if the JSON is invalid.
 */
const readOutputs = (text: string): { values: Record<FieldId, Json> } | { error: string } => {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && !Array.isArray(read))
      return { values: read as Record<FieldId, Json> }
    return { error: 'Enter an object with one key for each output.' }
  } catch {
    return { error: 'This is not valid JSON. Check quotes, commas and brackets.' }
  }
}

const PinEditor = ({ card, onClose }: { card: CardId; onClose: () => void }) => {
  const canvas = useCanvas()
  const name = useDrawing(({ cards }) => cards.get(card)?.name ?? card)
  const drawn = useDrawing(({ cards }) => cards.get(card)?.card)
  const view = useDrawing(drawing => drawing.view)
  const fields = (drawn === undefined ? [] : (view.portsOf(drawn)?.outputs ?? [])).map(
    ({ id, label, type }): StartField => ({ id, label, dataType: type, required: false })
  )
  const [begun] = useState(() => valuesToPin(canvas, card))
  const [typed, setTyped] = useState<Record<FieldId, string>>({})
  const [errors, setErrors] = useState<Record<FieldId, string>>({})
  const [mode, setMode] = useState<Mode>('fields')
  const [json, setJson] = useState('')
  const [jsonError, setJsonError] = useState<string | null>(null)
  const textOf = ({ id }: StartField): string => typed[id] ?? typedText(begun[id])

  const readFields = (): { values: Record<FieldId, Json> } | null => {
    const read = fields.map(field => ({ field, result: parseFieldText(textOf(field), field) }))
    const wrong = read.flatMap(({ field, result }) => ('error' in result ? [[field.id, result.error]] : []))
    setErrors(Object.fromEntries(wrong))
    if (wrong.length > 0) return null
    return {
      values: Object.fromEntries(
        read.flatMap(({ field, result }) => ('value' in result ? [[field.id, result.value]] : []))
      )
    }
  }
  const readJson = (): { values: Record<FieldId, Json> } | null => {
    const read = readOutputs(json)
    setJsonError('error' in read ? read.error : null)
    return 'values' in read ? read : null
  }
  /** Returns the outputs from the selected input mode; null while they are invalid. */
  const read = (): { values: Record<FieldId, Json> } | null => (mode === 'json' ? readJson() : readFields())

  const change = (next: Mode): void => {
    const entered = read()
    if (entered === null || next === mode) return
    if (next === 'json') setJson(JSON.stringify(entered.values, null, 2))
    else setTyped(Object.fromEntries(fields.map(({ id }) => [id, typedText(entered.values[id])])))
    setMode(next)
  }
  const pin = (event?: FormEvent): void => {
    event?.preventDefault()
    const entered = read()
    if (entered === null) return
    pinValues(canvas, card, entered.values)
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Pinned outputs of ${name}`}
      description="Tests of this draft use these outputs and do not run the card. Deliveries never use them."
      size="w-140"
      onApply={pin}
      foot={
        <>
          {isPinned(canvas, card) && (
            <Button
              className="mr-auto"
              onClick={() => {
                unpinCards(canvas, [card])
                onClose()
              }}
            >
              Unpin
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={() => pin()}>
            Pin outputs
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-3" onSubmit={pin} noValidate>
        <RadioGroup
          label="Input format"
          hideLabel
          flow="row"
          choices={modes}
          value={mode}
          onValueChange={change}
        />
        {mode === 'json' ? (
          <TextArea
            label="Outputs as JSON"
            rows={12}
            value={json}
            error={jsonError}
            onValueChange={setJson}
            inputClass="font-code text-code"
          />
        ) : (
          fields.map(field => (
            <TypedValue
              key={field.id}
              field={field}
              value={textOf(field)}
              error={errors[field.id] ?? null}
              onValue={value => setTyped(all => ({ ...all, [field.id]: value }))}
            />
          ))
        )}
        {/* Enter in a field pins. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}

/** Dialog to enter the outputs of a card and pin them. */
export const PinDialog = () => {
  const canvas = useCanvas()
  const card = useUiState(ui => ui.pinning)
  if (card === null) return null
  return <PinEditor key={card} card={card} onClose={() => canvas.ui.setState({ pinning: null })} />
}
