import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { SortableList } from './sortable-list.tsx'

afterEach(cleanup)

const Days = () => {
  const [days, setDays] = useState(['Monday', 'Tuesday', 'Wednesday'].map(id => ({ id })))
  return (
    <SortableList
      items={days}
      label="Days"
      nameOf={({ id }) => id}
      onMove={(id, to) => setDays(before => before.filter(day => day.id !== id).toSpliced(to, 0, { id }))}
    >
      {({ id }, grip) => (
        <>
          {grip}
          <span data-testid="day">{id}</span>
        </>
      )}
    </SortableList>
  )
}

const order = () => screen.getAllByTestId('day').map(day => day.textContent)
const press = (name: string, key: string) => fireEvent.keyDown(screen.getByRole('button', { name }), { key })

test('the arrow keys move an item, which keeps the focus, and its position is announced', () => {
  render(<Days />)
  screen.getByRole('button', { name: 'Move Monday' }).focus()
  press('Move Monday', 'ArrowDown')
  expect(order()).toEqual(['Tuesday', 'Monday', 'Wednesday'])
  expect(screen.getByText('Monday moved to position 2 of 3.')).toBeTruthy()
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Monday')
  press('Move Monday', 'End')
  expect(order()).toEqual(['Tuesday', 'Wednesday', 'Monday'])
  press('Move Monday', 'ArrowDown')
  press('Move Tuesday', 'ArrowUp')
  expect(order()).toEqual(['Tuesday', 'Wednesday', 'Monday'])
  press('Move Monday', 'Home')
  expect(order()).toEqual(['Monday', 'Tuesday', 'Wednesday'])
})

test('an item can be dragged with the pointer, and Esc puts it back', () => {
  render(<Days />)
  for (const [index, item] of screen.getAllByRole('listitem').entries())
    item.getBoundingClientRect = () => new DOMRect(0, index * 40, 100, 40)
  const carry = (name: string, from: number, to: number): void => {
    fireEvent.pointerDown(screen.getByRole('button', { name }), { button: 0, clientY: from })
    fireEvent.pointerMove(window, { clientY: to })
  }
  carry('Move Monday', 20, 90)
  fireEvent.keyDown(window, { key: 'Escape' })
  fireEvent.pointerUp(window)
  expect(order()).toEqual(['Monday', 'Tuesday', 'Wednesday'])
  carry('Move Monday', 20, 90)
  fireEvent.pointerUp(window)
  expect(order()).toEqual(['Tuesday', 'Wednesday', 'Monday'])
})
