import { expect, type Locator, type Page } from '@playwright/test'

/** Hands on a keyboard that count what they do; text typed into a field counts as one press. */
export interface CountedKeys {
  /** Presses keys one after another; keys that are held together are one press. */
  press: (...keys: string[]) => Promise<void>
  /** Types into the field that has the focus. */
  type: (target: Locator, text: string) => Promise<void>
  /** Goes on with Tab, or back, until this has the focus. */
  tabTo: (target: Locator, key?: 'Tab' | 'Shift+Tab') => Promise<void>
  /** Presses so far. */
  count: () => number
}

/** Farther than this nobody goes with Tab. */
const FAR = 20

/** Hands on the keyboard of a page. */
export const countedKeys = (page: Page): CountedKeys => {
  let done = 0
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      done += 1
      await page.keyboard.press(key)
    }
  }
  return {
    press,
    type: async (target, text) => {
      await expect(target).toBeFocused()
      done += 1
      await page.keyboard.type(text)
    },
    tabTo: async (target, key = 'Tab') => {
      for (let step = 0; step < FAR; step += 1) {
        await press(key)
        if (await target.evaluate(element => element === document.activeElement)) return
      }
      throw new Error(`${key} does not come to ${target}.`)
    },
    count: () => done
  }
}
