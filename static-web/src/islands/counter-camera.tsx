import { useEffect, useRef, useState } from 'preact/hooks';
import type { Say } from '../lib/strings.ts';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}

type DetectorClass = new (options: { formats: string[] }) => Detector;

/** How often the picture is looked at, in milliseconds. */
const every = 200;

/** Reads a code with the camera, in browsers that can; elsewhere it shows nothing. */
export function Camera({ say, found }: { say: Say; found: (code: string) => void }) {
  const BarcodeDetector = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    if (!on || BarcodeDetector === undefined) {
      return;
    }

    let live = true;
    let stream: MediaStream | undefined;
    const stop = (): void => {
      live = false;
      stream?.getTracks().forEach(track => track.stop());
    };
    const look = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const picture = video.current;
      if (!live || picture === null) {
        stop();
        return;
      }

      picture.srcObject = stream;
      await picture.play();
      const detector = new BarcodeDetector({ formats: ['qr_code'] });
      while (live) {
        const [code] = await detector.detect(picture);
        if (live && code !== undefined) {
          stop();
          setOn(false);
          latest.current(code.rawValue);
        }

        await new Promise(resolve => setTimeout(resolve, every));
      }
    };
    look().catch(() => {
      stop();
      setOn(false);
      setFailed(true);
    });
    return stop;
  }, [on]);
  if (BarcodeDetector === undefined) {
    return null;
  }

  return (
    <>
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        aria-pressed={on}
        onClick={() => {
          setFailed(false);
          setOn(!on);
        }}
      >
        {say(on ? 'counter.cameraStop' : 'counter.camera')}
      </button>
      {failed && (
        <p class="govuk-body" role="alert">
          {say('counter.cameraFailed')}
        </p>
      )}
      {on && <video class="app-camera" ref={video} muted playsInline aria-label={say('counter.cameraPicture')} />}
    </>
  );
}
