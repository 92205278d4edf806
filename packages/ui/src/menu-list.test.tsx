import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Button } from './button.tsx'
import { lazyPopups } from './lazy-popups.ts'
import { Menu } from './menu.tsx'

beforeAll(lazyPopups.load)
afterEach(cleanup)

test('a menu lists its groups with shortcuts and reasons, and runs the chosen entry', async () => {
  const done: string[] = []
  render(
    <Menu
      trigger={<Button>More</Button>}
      groups={[
        [{ id: 'copy', label: 'Copy', shortcut: 'Ctrl C', run: () => done.push('copy') }],
        [],
        [
          {
            id: 'delete',
            label: 'Delete',
            disabled: 'It is used by 2 flows.',
            run: () => done.push('delete')
          }
        ],
        [{ id: 'dark', label: 'Dark', checked: true, run: () => done.push('dark') }]
      ]}
    />
  )
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'More' }))
  })
  expect(screen.getAllByRole('separator').length).toBe(2)
  expect(screen.getByRole('menuitem', { name: /Copy/ }).textContent).toBe('CopyCtrl C')
  expect(screen.getByRole('menuitemcheckbox', { name: 'Dark' }).getAttribute('aria-checked')).toBe('true')
  const refused = screen.getByRole('menuitem', { name: /Delete/ })
  expect(refused.textContent).toContain('It is used by 2 flows.')
  await act(async () => {
    fireEvent.click(refused)
  })
  expect(done).toEqual([])
  await act(async () => {
    fireEvent.click(screen.getByRole('menuitem', { name: /Copy/ }))
  })
  expect(done).toEqual(['copy'])
})

test('a menu opened by a key focuses its first or last entry', async () => {
  const entries = ['Copy', 'Delete'].map(label => ({ id: label, label, run: () => {} }))
  render(<Menu trigger={<Button>More</Button>} groups={() => [entries]} />)
  const button = screen.getByRole('button', { name: 'More' })
  for (const [key, label] of [
    ['ArrowDown', 'Copy'],
    ['ArrowUp', 'Delete']
  ] as const) {
    await act(async () => void fireEvent.keyDown(button, { key }))
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(document.activeElement?.textContent).toBe(label)
    await act(async () => void fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' }))
    expect(button.getAttribute('aria-expanded')).toBe('false')
  }
})

test('the button of a menu keeps its own ref, so that other code can press it', async () => {
  const opener = createRef<HTMLButtonElement>()
  const entries = [{ id: 'copy', label: 'Copy', run: () => {} }]
  render(<Menu trigger={<Button ref={opener}>More</Button>} groups={() => [entries]} />)
  await act(async () => opener.current?.click())
  expect(screen.getByRole('menuitem', { name: 'Copy' })).toBeTruthy()
})
