import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Checkbox } from './checkbox.tsx'
import { ReadOnly } from './read-only.tsx'
import { Switch } from './switch.tsx'
import { TextArea } from './text-area.tsx'
import { TextField } from './text-field.tsx'

afterEach(cleanup)

test('read-only controls can be read and focused, but not changed', () => {
  const changed = vi.fn()
  render(
    <ReadOnly>
      <TextField label="Name" value="Ada" onValueChange={changed} />
      <TextArea label="Note" value="long" onValueChange={changed} />
      <Switch label="On" checked onCheckedChange={changed} />
      <Checkbox label="Agreed" checked={false} onCheckedChange={changed} />
    </ReadOnly>
  )
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('readOnly', true)
  expect(screen.getByRole('textbox', { name: 'Note' })).toHaveProperty('readOnly', true)
  for (const [role, name] of [
    ['switch', 'On'],
    ['checkbox', 'Agreed']
  ] as const) {
    const control = screen.getByRole(role, { name })
    expect(control.getAttribute('aria-readonly')).toBe('true')
    fireEvent.click(control)
  }
  expect(changed).not.toHaveBeenCalled()
})

test('a nested part can be made editable again', () => {
  const changed = vi.fn()
  render(
    <ReadOnly>
      <ReadOnly when={false}>
        <Switch label="All wires" checked={false} onCheckedChange={changed} />
      </ReadOnly>
    </ReadOnly>
  )
  fireEvent.click(screen.getByRole('switch', { name: 'All wires' }))
  expect(changed).toHaveBeenCalled()
})
