import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Button } from './button.tsx'

afterEach(cleanup)

test('a busy button is announced as busy, keeps the focus and ignores clicks', () => {
  let clicks = 0
  const count = () => {
    clicks += 1
  }
  const { rerender } = render(<Button onClick={count}>Save</Button>)
  const button = screen.getByRole('button', { name: 'Save' })
  button.focus()
  fireEvent.click(button)
  rerender(
    <Button onClick={count} busy>
      Save
    </Button>
  )
  fireEvent.click(button)
  expect(clicks).toBe(1)
  expect(button.getAttribute('aria-busy')).toBe('true')
  expect(document.activeElement).toBe(button)
})

test('a busy submit button does not send its form', () => {
  let sent = 0
  render(
    <form
      onSubmit={event => {
        event.preventDefault()
        sent += 1
      }}
    >
      <Button type="submit" busy>
        Save
      </Button>
    </form>
  )
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(sent).toBe(0)
})
