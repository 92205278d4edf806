import { Braces, Cable, ListTree, Maximize, Scan, ZoomIn, ZoomOut } from 'lucide-react'
import type { Action } from '../../kit/actions/action.ts'
import type { Canvas } from './canvas.ts'
import { mayShowValues, toggleValues } from './commands/toggle-values.ts'

const PAN = 80

/** Returns the selected cards. */
export const chosenOf = (canvas: Canvas) => [...canvas.ui.getState().chosen]

/** Returns the actions on the view of a canvas, for editable and read-only flows. */
export const viewActions = (canvas: Canvas): Action[] => {
  const onCanvas = (): boolean => canvas.view.port !== null
  const pan = (id: string, key: string, x: number, y: number): Action => ({
    id: `view.pan-${id}`,
    label: `Pan ${id}`,
    group: 'View',
    keys: [key],
    unlisted: true,
    when: onCanvas,
    run: () => canvas.view.port?.panBy({ x, y })
  })
  return [
    {
      id: 'view.fit',
      label: 'Fit flow to view',
      group: 'View',
      icon: Maximize,
      keys: ['1'],
      when: onCanvas,
      run: () => canvas.view.port?.fit()
    },
    {
      id: 'view.fit-chosen',
      label: 'Fit selected cards to view',
      group: 'View',
      icon: Scan,
      keys: ['2'],
      when: () => onCanvas() && chosenOf(canvas).length > 0,
      run: () => canvas.view.port?.fit(chosenOf(canvas))
    },
    {
      id: 'view.whole',
      label: 'Zoom to 100 %',
      group: 'View',
      keys: ['0'],
      when: onCanvas,
      run: () => canvas.view.port?.zoomTo(1)
    },
    {
      id: 'view.zoom-in',
      label: 'Zoom in',
      group: 'View',
      icon: ZoomIn,
      keys: ['+', '='],
      when: onCanvas,
      run: () => canvas.view.port?.zoomBy(1.2)
    },
    {
      id: 'view.zoom-out',
      label: 'Zoom out',
      group: 'View',
      icon: ZoomOut,
      keys: ['-'],
      when: onCanvas,
      run: () => canvas.view.port?.zoomBy(1 / 1.2)
    },
    {
      id: 'view.wires',
      label: 'Show all wires, or only those of the selected cards',
      group: 'View',
      icon: Cable,
      when: onCanvas,
      run: () => canvas.ui.setState(ui => ({ allWires: !ui.allWires }))
    },
    {
      id: 'view.values',
      label: () => (canvas.run.getState().values ? 'Hide values' : 'Show values'),
      words: 'values of the last run',
      group: 'View',
      icon: Braces,
      keys: ['V'],
      when: () => mayShowValues(canvas),
      run: () => toggleValues(canvas)
    },
    {
      id: 'view.list',
      label: 'Switch between list and canvas',
      group: 'View',
      icon: ListTree,
      keys: ['Shift+L'],
      run: () => canvas.ui.setState(ui => ({ asList: !ui.asList }))
    },
    pan('left', 'ArrowLeft', PAN, 0),
    pan('right', 'ArrowRight', -PAN, 0),
    pan('up', 'ArrowUp', 0, PAN),
    pan('down', 'ArrowDown', 0, -PAN)
  ]
}
