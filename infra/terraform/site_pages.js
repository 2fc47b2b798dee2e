// A path without a file name is a route of one of the two pages.
function handler(event) {
  var request = event.request;
  var last = request.uri.split('/').pop();
  if (last.indexOf('.') === -1) {
    request.uri = request.uri.split('/')[1] === 'lecturer' ? '/lecturer.html' : '/index.html';
  }
  return request;
}
