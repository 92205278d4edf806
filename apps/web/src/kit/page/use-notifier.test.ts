import { expect, test } from 'vitest'
import { createNotifier } from './use-notifier.ts'

// review: trial 6
test('a message can be closed once its action was done elsewhere', () => {
  const shown = new Map<string, string>()
  const toasts = {
    show: ({ say: sentence }: { say: string }) => {
      shown.set(`t${shown.size}`, sentence)
      return `t${shown.size - 1}`
    },
    close: (id: string) => void shown.delete(id)
  }
  const say = createNotifier(
    toasts,
    () => () => {},
    () => 0
  )
  const closeToast = say.warns('The service does not list this flow’s subscription.', {
    label: 'Register again',
    run: () => {}
  })
  say.done('Saved.')
  closeToast()
  expect([...shown.values()]).toEqual(['Saved.'])
})

test('an error closes when its page is left, after a time to read it', () => {
  const open = new Set<string>()
  let left = (): void => {}
  let time = 0
  const say = createNotifier(
    {
      show: ({ say: sentence, closeWhen }) => {
        open.add(sentence)
        closeWhen?.(() => open.delete(sentence))
        return sentence
      },
      close: id => void open.delete(id)
    },
    act => {
      left = act
      return () => {}
    },
    () => time
  )
  say.failed(new Error('The disk is full.'))
  time = 1_000
  left()
  expect(open.size).toBe(1)
  time = 9_000
  left()
  expect(open.size).toBe(0)
})
