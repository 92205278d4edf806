import type { Card } from '@hookwright/model'
import { optionOfPort, readOptions } from '../kernel/option-ports.ts'
import { measures } from '../view/measures.ts'
import { OptionField } from '../view/option-field.tsx'
import { OPTION_CONTROL, placeOfControl } from './option-rows.ts'

const nothing = (): void => {}

/** Option as users see it, read-only. */
export const OptionPart = ({ card, part }: { card: Card; part: string }) => {
  const { port, isBeside } = placeOfControl(part)
  const option = readOptions(card).find(each => each.id === optionOfPort(port))
  if (option === undefined) return null
  return (
    <div
      className={
        isBeside
          ? 'card-option flex items-start **:disabled:bg-surface! max-md:px-3'
          : 'flex items-center px-3 **:disabled:bg-surface! max-md:py-1.5'
      }
      style={{ minHeight: isBeside ? OPTION_CONTROL - measures.pill : OPTION_CONTROL }}
    >
      <OptionField
        option={option}
        value={option.initial ?? null}
        values={{}}
        onValue={nothing}
        label={`${option.label}, as users see it`}
        invalid={false}
        disabled
      />
    </div>
  )
}
