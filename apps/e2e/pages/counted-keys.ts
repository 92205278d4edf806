import { expect, type Locator, type Page } from '@playwright/test'

/** Keyboard input that counts its key presses; text typed into a field counts as one press. */
export interface CountedKeys {
  /** Presses keys one after another; a key combination is one press. */
  press: (...keys: string[]) => Promise<void>
  /** Types into the focused field. */
  type: (target: Locator, text: string) => Promise<void>
  /** Presses Tab, or Shift+Tab, until the target has the focus. */
  tabTo: (target: Locator, key?: 'Tab' | 'Shift+Tab') => Promise<void>
  /** Returns the number of presses so far. */
  count: () => number
}

/** Maximum number of Tab presses until the target must have the focus. */
const FAR = 20

/** Creates counted keyboard input for a page. */
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
