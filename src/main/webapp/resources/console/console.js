/* The console's own script: asks before what cannot be undone, copies what is shown once. No server is asked here. */
(() => {
  'use strict';

  const confirmed = new WeakSet();

  const ask = (button) => {
    const dialog = document.getElementById('tm-confirm');
    document.getElementById('tm-confirm-words').textContent = button.dataset.confirm;
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => {
      if (dialog.returnValue === 'yes') {
        confirmed.add(button);
        button.click();
      }
    }, {once: true});
    dialog.showModal();
  };

  /* A plain http address other than localhost has no clipboard for scripts: there the text is selected instead. */
  const copy = async (button) => {
    const source = document.getElementById(button.dataset.copy);
    const selection = window.getSelection();
    selection.selectAllChildren(source);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
    } catch (refused) {
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
    }
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-confirm], [data-copy]');
    if (button === null) {
      return;
    }
    if (button.dataset.copy) {
      copy(button);
    } else if (!confirmed.delete(button)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(button);
    }
  }, true);

  /* After a part of the page was replaced: to what is new there, or to what is wrong. */
  document.addEventListener('DOMContentLoaded', () => {
    if (window.jQuery) {
      window.jQuery(document).on('pfAjaxComplete', () => {
        const place = document.querySelector('[data-copy], [aria-invalid="true"]');
        if (place !== null) {
          place.focus();
        }
      });
    }
  });
})();
