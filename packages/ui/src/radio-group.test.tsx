import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { RadioGroup } from './radio-group.tsx'

afterEach(cleanup)

const choices = [
  { value: 'static', label: 'Static' },
  { value: 'flow', label: 'From helper flow' }
] as const

const Values = () => {
  const [value, setValue] = useState<'static' | 'flow'>('static')
  return <RadioGroup label="Values" choices={choices} value={value} onValueChange={setValue} />
}

test('a choice is selected by its label, and the group has a name', () => {
  render(<Values />)
  expect(screen.getByRole('radiogroup', { name: 'Values' })).toBeTruthy()
  const checked = () => screen.getAllByRole('radio').map(radio => radio.getAttribute('aria-checked'))
  expect(checked()).toEqual(['true', 'false'])
  fireEvent.click(screen.getByText('From helper flow'))
  expect(checked()).toEqual(['false', 'true'])
})
