import { late } from '@hookwright/ui'

/** The panel beside a switch, with all that it shows. */
export const latePanel = late(async () => {
  const [{ SwitchPanel }, { SwitchPopover }] = await Promise.all([
    import('./switch-panel.tsx'),
    import('./switch-popover.tsx')
  ])
  return { SwitchPanel, SwitchPopover }
})
