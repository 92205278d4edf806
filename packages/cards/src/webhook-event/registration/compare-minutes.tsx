import { TextField } from '@hookwright/ui'
import { useState } from 'react'
import { compareLimits } from '../card.ts'

const { least, most } = compareLimits

/** Field for the minutes between two comparisons with the service. A number counts once it is in its bounds. */
export const CompareMinutes = ({ value, onValue }: { value: number; onValue: (value: number) => void }) => {
  const [typed, setTyped] = useState(String(value))
  const isFit = (text: string): boolean =>
    /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most
  return (
    <TextField
      label="Minutes between comparisons"
      description="How soon a registration that vanished at the service is noticed and registered again."
      inputMode="numeric"
      value={typed}
      error={
        isFit(typed) ? undefined : `Type a whole number from ${least} to ${most}; until then ${value} stays.`
      }
      onValueChange={text => {
        setTyped(text)
        if (isFit(text)) onValue(Number(text))
      }}
    />
  )
}
