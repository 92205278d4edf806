import type { Flow } from '@hookwright/model'
import { useEffect, useState } from 'react'
import type { Canvas } from './canvas.ts'

/** Checks once, when a flow is opened, for unsaved edits stored in this browser. */
export const useFoundWork = (canvas: Canvas, loaded: Flow): void => {
  const [opened] = useState(loaded)
  useEffect(() => {
    void canvas.kept.read(canvas.flowId).then(found => {
      if (found === null) return
      if (JSON.stringify(found.doc) === JSON.stringify(opened)) void canvas.kept.forget(canvas.flowId)
      else canvas.desk.setState({ found })
    })
  }, [canvas, opened])
}
