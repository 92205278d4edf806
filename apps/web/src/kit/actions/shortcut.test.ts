import { describe, expect, test } from 'vitest'
import { isSingleKey, type KeyPress, progressOf, shownShortcut } from './shortcut.ts'

/** Creates a key event with these modifiers: `ctrl`, `meta`, `alt`, `shift`. */
const press = (key: string, ...held: ('ctrl' | 'meta' | 'alt' | 'shift')[]): KeyPress => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift')
})

describe('a shortcut', () => {
  test.each<[string, KeyPress, string]>([
    ['Mod+K', press('k', 'ctrl'), 'whole'],
    ['Mod+K', press('k'), 'none'],
    ['Mod+K', press('k', 'ctrl', 'shift'), 'none'],
    ['Mod+K', press('k', 'meta'), 'none'],
    ['Mod+K', press('k', 'ctrl', 'meta'), 'none'],
    ['Mod+Shift+Z', press('Z', 'ctrl', 'shift'), 'whole'],
    ['Mod+Z', press('Z', 'ctrl', 'shift'), 'none'],
    ['Alt+ArrowLeft', press('ArrowLeft', 'alt'), 'whole'],
    ['ArrowLeft', press('ArrowLeft', 'alt'), 'none'],
    ['c', press('C'), 'whole'],
    ['Shift+F8', press('F8', 'shift'), 'whole'],
    ['F8', press('F8', 'shift'), 'none'],
    ['1', press('1'), 'whole'],
    ['1', press('1', 'shift'), 'none'],
    ['Mod++', press('+', 'ctrl'), 'whole']
  ])('%s matches one key press', (shortcut, pressed, progress) => {
    expect(progressOf(shortcut, [pressed], false)).toBe(progress)
  })

  test('of a sign matches with or without Shift, as keyboards differ', () => {
    expect(progressOf('?', [press('?', 'shift')], false)).toBe('whole')
    expect(progressOf('?', [press('?')], false)).toBe('whole')
    expect(progressOf('?', [press('?', 'ctrl')], false)).toBe('none')
  })

  test('of two keys begins with the first', () => {
    expect(progressOf('G B', [press('g')], false)).toBe('begun')
    expect(progressOf('G B', [press('g'), press('b')], false)).toBe('whole')
    expect(progressOf('G B', [press('g'), press('x')], false)).toBe('none')
    expect(progressOf('B', [press('g'), press('b')], false)).toBe('none')
  })

  test('uses ⌘ for Mod on a Mac', () => {
    expect(progressOf('Mod+K', [press('k', 'meta')], true)).toBe('whole')
    expect(progressOf('Mod+K', [press('k', 'ctrl')], true)).toBe('none')
    expect(shownShortcut('Mod+Shift+Z', true)).toBe('⌘ ⇧ Z')
  })

  test.each([
    ['Mod+Shift+Z', 'Ctrl Shift Z'],
    ['G B', 'G B'],
    ['Alt+ArrowLeft', 'Alt ←'],
    ['Delete', 'Del'],
    ['F8', 'F8'],
    ['Mod++', 'Ctrl +']
  ])('%s is shown as %s', (shortcut, shown) => {
    expect(shownShortcut(shortcut, false)).toBe(shown)
  })

  test('is a single key when it has no modifier and no named key', () => {
    expect(['c', '?', 'G B', '1'].map(isSingleKey)).toEqual([true, true, true, true])
    expect(['Mod+K', 'Alt+ArrowLeft', 'F8', 'Delete'].map(isSingleKey)).toEqual([false, false, false, false])
  })
})
