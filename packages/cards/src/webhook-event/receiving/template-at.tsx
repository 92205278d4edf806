import { templateFilters, templateParts } from '@hookwright/model'
import { Button, Menu, type MenuEntry, TextField } from '@hookwright/ui'
import { Braces } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { placeIdOf, useRuleError } from './rule-errors-context.ts'

/** Placeholders that are offered only for one kind of template. */
const special: Record<string, 'signature' | 'handshake' | 'record' | 'token'> = {
  '{sig.…}': 'signature',
  '{key}': 'handshake',
  '{item.…}': 'record',
  '{jwt.…}': 'token'
}

/** Kind of template, which determines the offered placeholders. */
export type TemplateUse = 'signature' | 'token' | 'handshake' | 'record' | 'event'

const partsFor = (use: TemplateUse) =>
  templateParts.filter(({ text }) => {
    const only = special[text]
    if (use === 'record') return only === 'record'
    return only === undefined || only === use || (only === 'signature' && use === 'token')
  })

/**
 * Returns the filters offered for a template. The `hmac-` filters are only for handshakes, which have a
 * signing key.
 */
const filtersFor = (use: TemplateUse) =>
  templateFilters.filter(({ text }) => use === 'handshake' || !text.startsWith('hmac-'))

/** Text field for a template, with a menu of the placeholders to insert. */
export const TemplateAt = ({
  at,
  label,
  use,
  value,
  onValue,
  description,
  className
}: {
  at: string
  label: string
  use: TemplateUse
  value: string
  onValue: (value: string) => void
  description?: ReactNode
  className?: string
}) => {
  const box = useRef<HTMLDivElement>(null)
  const error = useRuleError(at)

  /** Inserts text at the caret and selects its placeholder. */
  const insert = (words: string): void => {
    const input = box.current?.querySelector('input')
    if (!input) return
    const start = input.selectionStart ?? value.length
    const end = input.selectionEnd ?? value.length
    onValue(`${value.slice(0, start)}${words}${value.slice(end)}`)
    const gap = words.indexOf('…')
    requestAnimationFrame(() => {
      input.focus()
      if (gap < 0) input.setSelectionRange(start + words.length, start + words.length)
      else input.setSelectionRange(start + gap, start + gap + 1)
    })
  }
  const entry = ({ text, says }: { text: string; says: string }, words = text): MenuEntry => ({
    id: text,
    label: `${text}  ${says}`,
    run: () => insert(words)
  })

  return (
    <div id={placeIdOf(at)} ref={box} className={className}>
      <TextField
        label={label}
        value={value}
        onValueChange={onValue}
        error={error}
        description={description}
        spellCheck={false}
        autoComplete="off"
        inputClass="font-code"
        aside={
          <Menu
            trigger={
              <Button
                look="quiet"
                size="card"
                aria-label={`Insert into ${label}`}
                icon={<Braces aria-hidden className="size-3.5" />}
              >
                Insert
              </Button>
            }
            groups={() => [
              partsFor(use).map(part => entry(part)),
              filtersFor(use).map(filter => entry({ ...filter, text: `|${filter.text}` }))
            ]}
          />
        }
      />
    </div>
  )
}
