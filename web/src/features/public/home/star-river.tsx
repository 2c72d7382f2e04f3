import { useEffect, useRef } from 'react';
import { useReducedMotion } from '../../../lib/use-media.ts';
import { type Field, type FieldStar, riverAt } from './star-field.ts';

const WHITE = '223, 230, 255';
const AMBER = '245, 176, 65';

function drawStar(
  context: CanvasRenderingContext2D,
  star: FieldStar,
  x: number,
  y: number,
  alpha: number,
  scale: number,
): void {
  const radius = star.size * scale;
  if (star.kind === 'demand') {
    // Demands are the four-pointed stars of the sign.
    const long = radius * 2.6;
    const waist = radius * 0.55;
    context.fillStyle = `rgba(${AMBER}, ${alpha})`;
    context.beginPath();
    for (let corner = 0; corner < 8; corner++) {
      const reach = corner % 2 ? waist : long;
      const angle = (corner * Math.PI) / 4;
      context.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
    }
    context.closePath();
    context.fill();
    return;
  }
  context.fillStyle = `rgba(${WHITE}, ${alpha})`;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

/** The pale light of the river itself; it stands for nothing, so it has no points that could be taken for stars. */
function drawHaze(context: CanvasRenderingContext2D, across: (x: number) => number, height: number): void {
  for (let step = 0; step <= 14; step++) {
    const [x, y] = riverAt(step / 14);
    const radius = height * (0.2 + 0.09 * Math.sin(step * 1.7));
    const light = context.createRadialGradient(across(x), y * height, 0, across(x), y * height, radius);
    light.addColorStop(0, 'rgba(132, 156, 236, 0.13)');
    light.addColorStop(1, 'rgba(132, 156, 236, 0)');
    context.fillStyle = light;
    context.fillRect(across(x) - radius, y * height - radius, radius * 2, radius * 2);
  }
}

interface Scene {
  field: Field;
  width: number;
  height: number;
  focus: string | null;
}

/** One picture at `seconds`; 0 is the still one for people who want no motion. */
function draw(context: CanvasRenderingContext2D, { field, width, height, focus }: Scene, seconds: number): void {
  context.clearRect(0, 0, width, height);
  const scale = width < 700 ? 0.85 : 1;
  // Behind words the stars step back.
  context.globalAlpha = width < 700 ? 0.5 : 1;
  // On narrow screens the river runs through the whole width, behind the words.
  const across = (x: number): number => (width < 700 ? (x - 0.42) * 1.7 : x) * width;
  drawHaze(context, across, height);
  const at = (star: FieldStar): [number, number] => {
    const sway = seconds === 0 ? 0 : Math.sin(seconds * 0.22 + star.phase) * 3;
    return [across(star.x) + sway, star.y * height - sway * 0.8];
  };
  field.links.forEach(([from, to], index) => {
    const demand = field.stars[from];
    const answer = field.stars[to];
    if (!demand || !answer) return;
    const isNear = focus === null || demand.chain === focus;
    const [x1, y1] = at(demand);
    const [x2, y2] = at(answer);
    context.strokeStyle = `rgba(${AMBER}, ${isNear ? 0.5 : 0.1})`;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
    if (seconds === 0 || !isNear) return;
    // A spark runs from the question to the answer.
    const share = (seconds * 0.16 + index * 0.37) % 3;
    if (share > 1) return;
    context.fillStyle = `rgba(255, 240, 205, ${Math.sin(share * Math.PI) * 0.95})`;
    context.beginPath();
    context.arc(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, 1.7, 0, Math.PI * 2);
    context.fill();
  });
  for (const star of field.stars) {
    const [x, y] = at(star);
    const twinkle = seconds === 0 ? 0.8 : 0.66 + 0.3 * Math.sin(seconds * (0.5 + star.size * 0.25) + star.phase);
    const isNear = focus === null || star.chain === focus;
    drawStar(context, star, x, y, isNear ? twinkle : twinkle * 0.22, focus !== null && isNear ? scale * 1.3 : scale);
  }
}

/** The river of stars; decoration for the eye, its meaning stands beside it in words. */
export function StarRiver({ field, focus }: { field: Field; focus: string | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isStill = useReducedMotion();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scene: Scene = { field, focus, width: 0, height: 0 };
    let frame = 0;
    let isSeen = true;
    let last = 0;
    const tick = (now: number): void => {
      frame = requestAnimationFrame(tick);
      // Thirty pictures a second are enough for a calm sky.
      if (now - last < 33) return;
      last = now;
      draw(context, scene, now / 1000);
    };
    const run = (): void => {
      cancelAnimationFrame(frame);
      if (isStill) draw(context, scene, 0);
      else if (isSeen && !document.hidden) frame = requestAnimationFrame(tick);
    };
    const resize = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      scene.width = entry.contentRect.width;
      scene.height = entry.contentRect.height;
      element.width = Math.round(scene.width * ratio);
      element.height = Math.round(scene.height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      draw(context, scene, isStill ? 0 : performance.now() / 1000);
    });
    const seen = new IntersectionObserver(([entry]) => {
      isSeen = entry?.isIntersecting ?? true;
      run();
    });
    resize.observe(element);
    seen.observe(element);
    document.addEventListener('visibilitychange', run);
    run();
    return () => {
      cancelAnimationFrame(frame);
      resize.disconnect();
      seen.disconnect();
      document.removeEventListener('visibilitychange', run);
    };
  }, [field, focus, isStill]);
  return (
    <div aria-hidden="true">
      <canvas ref={canvas} className="fx-river" />
    </div>
  );
}
